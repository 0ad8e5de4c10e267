"""snapsafe over Bazel targets: an action for each target parses its sources, one more puts the parts together and reports.

    load("//tools/snapsafe:snapsafe.bzl", "snapsafe_report", "snapsafe_test")

    snapsafe_report(
        name = "snapsafe",
        data = ["template.yaml"],
        deps = ["//orders:handler"],
    )

    snapsafe_test(
        name = "snapsafe_test",
        report = ":snapsafe",
    )

docs/scale.md of snapsafe says how to set it up.
"""

SnapsafeInfo = provider(
    "What a target gives to a report, with what it depends on.",
    fields = {
        "facts": "depset of directories, one for each target: its sources, parsed",
        "sources": "depset of the Java files and resources",
    },
)

# Of rules for Java: where the files of a target are, and along what a program is put together.
_DEPENDENCIES = ["deps", "exports", "runtime_deps"]

_TOOLS = {
    "_script": attr.label(default = ":snapsafe.sh", allow_single_file = True),
    "_snapsafe": attr.label(default = "@snapsafe//:files"),
    "_main": attr.label(default = "@snapsafe//:bin/snapsafe.js", allow_single_file = True),
}

def _run(ctx, verb, files, directories, output, mnemonic, message):
    """One call of snapsafe.sh. The names of the files are passed in a file, as there may be many."""
    names = ctx.actions.args()
    names.add_all(files)
    names.set_param_file_format("multiline")
    names.use_param_file("%s", use_always = True)
    parts = ctx.actions.args()
    parts.add_all(directories, expand_directories = False)
    ctx.actions.run(
        outputs = [output],
        inputs = depset(
            [ctx.file._script, ctx.file._main],
            transitive = [files, directories, ctx.attr._snapsafe.files],
        ),
        executable = "sh",
        arguments = [ctx.file._script.path, verb, ctx.file._main.path, output.path, names, parts],
        mnemonic = mnemonic,
        progress_message = message,
        use_default_shell_env = True,
    )

def _facts_impl(target, ctx):
    below = [
        dependency[SnapsafeInfo]
        for name in _DEPENDENCIES
        for dependency in getattr(ctx.rule.attr, name, [])
        if SnapsafeInfo in dependency
    ]
    java = [file for file in getattr(ctx.rule.files, "srcs", []) if file.extension == "java"]
    own = []
    if java and not target.label.workspace_name:
        facts = ctx.actions.declare_directory(target.label.name + ".snapsafe-facts")
        _run(ctx, "facts", depset(java), depset(), facts, "SnapsafeFacts", "Parsing for snapsafe %s" % target.label)
        own = [facts]
    else:
        java = []
    return [SnapsafeInfo(
        facts = depset(own, transitive = [one.facts for one in below]),
        sources = depset(
            java + getattr(ctx.rule.files, "resources", []),
            transitive = [one.sources for one in below],
        ),
    )]

snapsafe_facts = aspect(
    implementation = _facts_impl,
    attr_aspects = _DEPENDENCIES,
    attrs = _TOOLS,
    doc = "Parses the Java sources of a target and of all that it depends on, each target on its own.",
)

def _report_impl(ctx):
    report = ctx.actions.declare_file(ctx.label.name + ".json")
    infos = [dependency[SnapsafeInfo] for dependency in ctx.attr.deps]
    _run(
        ctx,
        "report",
        depset(ctx.files.data, transitive = [info.sources for info in infos]),
        depset(transitive = [info.facts for info in infos]),
        report,
        "SnapsafeReport",
        "Analysing with snapsafe %s" % ctx.label,
    )
    return [DefaultInfo(files = depset([report]))]

snapsafe_report = rule(
    implementation = _report_impl,
    attrs = dict(
        _TOOLS,
        deps = attr.label_list(aspects = [snapsafe_facts], doc = "what is deployed, together"),
        data = attr.label_list(allow_files = True, doc = "deployment templates, build files, settings, snapsafe.config.*"),
    ),
    doc = "The JSON report of all Java sources that the targets are made of. Findings do not fail it.",
)

def _test_impl(ctx):
    script = ctx.actions.declare_file(ctx.label.name + ".sh")
    main, report = ctx.file._main, ctx.file.report
    ctx.actions.write(
        script,
        "#!/bin/sh\nexec node '%s' report --from '%s' --format compact\n" % (main.short_path, report.short_path),
        is_executable = True,
    )
    files = ctx.runfiles([main, report], transitive_files = ctx.attr._snapsafe.files)
    return [DefaultInfo(executable = script, runfiles = files)]

snapsafe_test = rule(
    implementation = _test_impl,
    attrs = dict(
        _TOOLS,
        report = attr.label(allow_single_file = [".json"], mandatory = True, doc = "a snapsafe_report"),
    ),
    test = True,
    doc = "Prints the findings of a report, and fails when there are any that count.",
)
