/** The page's script: it hides what the filters leave out, and says how many findings are shown. It needs nothing from outside. */
export const pageScript = `
(() => {
  const form = document.querySelector('.toolbar');
  if (form === null) return;
  const text = form.querySelector('#text');
  const rule = form.querySelector('#rule');
  const severities = [...form.querySelectorAll('[name=severity]')];
  const shown = form.querySelector('#shown');
  const noneShown = document.querySelector('#none-shown');
  const findings = [...document.querySelectorAll('.finding')].map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    handler: element.closest('.handler').querySelector('h2').textContent.toLowerCase(),
  }));
  const apply = () => {
    const words = text.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const wanted = new Set(severities.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const finding of findings) {
      const { severity, rule: id } = finding.element.dataset;
      const visible = wanted.has(severity) && (rule.value === '' || rule.value === id) &&
        words.every((word) => finding.text.includes(word) || finding.handler.includes(word));
      finding.element.hidden = !visible;
      if (visible) count += 1;
    }
    for (const section of document.querySelectorAll('.handler')) {
      section.hidden = section.querySelector('.finding:not([hidden])') === null;
    }
    noneShown.hidden = count > 0;
    shown.textContent = (count === 1 ? '1 finding' : count + ' findings') + ' shown';
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply, 0));
})();
`;
