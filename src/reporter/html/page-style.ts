/** The page's style sheet. Colours have a contrast of at least 4.5 to 1 on their grounds, in both schemes. */
export const pageStyle = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#f3f5f7;--line:#c9d1d9;--muted:#57606a;--link:#0550ae;
--error:#b3261e;--warning:#805600;--info:#0550ae;--error-bg:#fdecea;--warning-bg:#fff4d6;--info-bg:#e7f0fd;--box:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#0f1419;--fg:#e6edf3;--soft:#1a2129;--line:#3d4752;--muted:#9aa5b1;--link:#79b8ff;
--error:#ff9b93;--warning:#f2c14e;--info:#8ec5ff;--error-bg:#3a1a19;--warning-bg:#33290f;--info-bg:#14283f;--box:#151c24}}
*{box-sizing:border-box}html{scroll-padding-top:7rem}
body{margin:0 auto;max-width:70rem;padding:1.5rem;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100rem}.skip:focus{position:static}
h1{margin:0;font-size:1.6rem}h2{margin:2rem 0 .75rem;font-size:1.25rem;overflow-wrap:anywhere}
h3{margin:0 0 .5rem;font-size:1rem;overflow-wrap:anywhere}h4{margin:.75rem 0 .25rem;font-size:.95rem}
p{margin:.4rem 0;overflow-wrap:anywhere}li{overflow-wrap:anywhere}
code,pre,.place,svg text{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
.lead{color:var(--muted)}.lead strong{color:var(--fg)}
.toolbar{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;align-items:end;margin-top:1rem;
padding:.75rem;background:var(--soft);border:1px solid var(--line);border-radius:8px}
.field{display:flex;flex-direction:column}label,legend{font-size:.875rem}
input[type=search],select,button{font:inherit;padding:.3rem .5rem;max-width:100%;color:var(--fg);background:var(--bg);border:1px solid var(--muted);border-radius:6px}
input[type=search]{width:13rem}select{max-width:16rem}
fieldset{display:flex;flex-wrap:wrap;gap:.2rem .9rem;margin:0;padding:0;border:0}fieldset label{white-space:nowrap}legend{float:left;padding:0;margin-right:.75rem}
#shown{margin:0;margin-left:auto;color:var(--muted);font-size:.9rem}
.package,.count{font-size:.85rem;font-weight:400;color:var(--muted)}.count::before{content:"· "}
.finding{margin:0 0 1rem;padding:1rem;border:1px solid var(--line);border-left-width:6px;border-radius:8px;background:var(--bg)}
.finding.error{border-left-color:var(--error)}.finding.warning{border-left-color:var(--warning)}.finding.info{border-left-color:var(--info)}
.finding:target{outline:2px solid var(--link)}
.severity{display:inline-block;padding:.05rem .5rem;border-radius:1rem;font-size:.8rem}
.error>h3 .severity{color:var(--error);background:var(--error-bg)}.warning>h3 .severity{color:var(--warning);background:var(--warning-bg)}
.info>h3 .severity{color:var(--info);background:var(--info-bg)}
.place{font-size:.85rem;font-weight:400;color:var(--muted)}
.rule-title,.others{color:var(--muted);font-size:.9rem}
pre{margin:.75rem 0;padding:.75rem;overflow-x:auto;background:var(--soft);border-radius:6px;font-size:13px;line-height:1.45}
figure{margin:.75rem 0 0;overflow-x:auto}figcaption{font-size:.9rem;color:var(--muted)}
summary{cursor:pointer}
.chain{display:block;max-width:100%;height:auto;font-size:13px}
.chain rect{fill:var(--box);stroke:var(--line)}.chain text{fill:var(--fg)}.chain .at{fill:var(--muted)}
.chain .root rect{fill:var(--soft);stroke:var(--muted)}
.error .sink rect{fill:var(--error-bg);stroke:var(--error)}.warning .sink rect{fill:var(--warning-bg);stroke:var(--warning)}
.info .sink rect{fill:var(--info-bg);stroke:var(--info)}
.chain .arrow{fill:none;stroke:var(--muted);stroke-width:1.5}
.chain .snapshot path{stroke:var(--muted);stroke-dasharray:6 4}.chain .snapshot text{fill:var(--muted)}
.clean{padding:1rem;background:var(--soft);border-radius:8px}
[hidden]{display:none!important}
@media screen and (max-width:40rem){html{scroll-padding-top:0}.toolbar{position:static}.chain{max-width:none}}
@media screen{.finding{content-visibility:auto;contain-intrinsic-size:auto 30rem}}
@media print{.toolbar,.skip,summary{display:none}body{max-width:none;padding:0;font-size:11pt}.finding{break-inside:avoid}
pre{white-space:pre-wrap}figure{overflow:visible}}
`;
