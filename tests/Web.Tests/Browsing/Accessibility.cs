using Microsoft.Playwright;

namespace Workbook.Web.Tests.Browsing;

/// <summary>What somebody who sees little, or nothing, or uses no mouse, needs of every page.</summary>
internal static class Accessibility
{
    // Contrast as WCAG 2.2 has it (1.4.3): 4.5 to 1, and 3 to 1 for large text. What is disabled may be paler.
    private const string Script =
        """
        () => {
          const found = [];
          const say = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 140)}`);
          const isShown = element => element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) && element.getClientRects().length > 0;
          const nameOf = element => (element.ariaLabel || (element.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent).join(' ').trim()
            || [...(element.labels ?? [])].map(label => label.textContent).join(' ').trim() || element.title || element.textContent || element.querySelector('img')?.alt || '').trim();
          if (!document.documentElement.lang) found.push('no language');
          if (!document.title) found.push('no title');
          if (!document.querySelector('main')) found.push('no main part');
          if (document.querySelectorAll('h1').length !== 1) found.push(`${document.querySelectorAll('h1').length} headings of the first level`);
          let level = 0;
          for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
            if (Number(heading.tagName[1]) > level + 1) say('a level of headings is left out', heading);
            level = Number(heading.tagName[1]);
          }
          const ids = new Set();
          for (const { id } of document.querySelectorAll('[id]')) { if (ids.has(id)) found.push(`the id ${id} is there twice`); ids.add(id); }
          for (const image of document.querySelectorAll('img:not([alt])')) say('no text for a picture', image);
          for (const element of document.querySelectorAll('a[href], button, input, textarea, select, summary, progress, iframe, [tabindex="0"]')) {
            if (isShown(element) && !nameOf(element)) say('no name', element);
          }
          const parse = colour => { const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
          const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
          const ground = element => {
            const layers = [];
            for (let each = element; each; each = each.parentElement) layers.push(parse(getComputedStyle(each).backgroundColor));
            return layers.reverse().reduce((below, layer) => over(layer, below), { r: 255, g: 255, b: 255, a: 1 });
          };
          const light = ({ r, g, b }) => [r, g, b].map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
            .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const seen = new Set();
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.textContent.trim() || seen.has(element) || !isShown(element) || element.closest(':disabled, script, style')) continue;
            seen.add(element);
            const style = getComputedStyle(element), below = ground(element), above = over(parse(style.color), below);
            const [high, low] = [light(above), light(below)].sort((a, b) => b - a);
            const ratio = (high + 0.05) / (low + 0.05), size = parseFloat(style.fontSize);
            const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
            if (ratio < needed) say(`contrast ${ratio.toFixed(2)} of "${walker.currentNode.textContent.trim().slice(0, 20)}"`, element);
          }
          return found;
        }
        """;

    /// <summary>What is not as it has to be.</summary>
    public static Task<string[]> ProblemsAsync(IPage page) => page.EvaluateAsync<string[]>(Script);
}
