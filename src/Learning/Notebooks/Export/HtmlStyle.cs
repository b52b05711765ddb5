namespace Workbook.Learning.Notebooks;

/// <summary>How an exported notebook looks: on a light screen, a dark one, and on paper.</summary>
internal static class HtmlStyle
{
    public const string Css =
        """
        :root { color-scheme: light dark; --page: #fff; --ink: #1a1f2b; --quiet: #5a6474; --line: #d9dee7; --code: #f5f7fa; --mark: #1d4ed8; --bad: #b91c1c; --badpaper: #fef2f2;
          --k: #7c2d9c; --s: #166534; --n: #9a4b00; --c: #64707f; --t: #0b6478; --m: #5b4a00; --d: #64707f; }
        @media (prefers-color-scheme: dark) { :root { --page: #14171d; --ink: #e4e7ec; --quiet: #9ba5b4; --line: #333a46; --code: #1d222b; --mark: #8ab4ff; --bad: #ff9b9b; --badpaper: #331d20;
          --k: #d7a6f2; --s: #94d7a2; --n: #f0b878; --c: #8f9aab; --t: #7fd3e6; --m: #e6d27a; --d: #8f9aab; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 17px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; } main > :is(p, ul, ol, blockquote, h1, h2, h3) { max-width: 50rem; }
        h1, h2, h3 { line-height: 1.25; margin: 2.2em 0 .6em; } h1 { margin-top: 0; font-size: 2rem; } h2 { font-size: 1.45rem; } h3 { font-size: 1.15rem; }
        a { color: var(--mark); }
        nav { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1.25rem; margin: 1.5rem 0; font-size: .95rem; columns: 16rem; }
        nav a { display: block; text-decoration: none; break-inside: avoid; padding: .1rem 0; }
        code, pre { font-family: ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
        :not(pre) > code { background: var(--code); border-radius: .25rem; padding: .1em .3em; }
        pre { margin: 0; padding: .8rem 1rem; font-size: .8em; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; tab-size: 4; }
        pre.example { background: var(--code); border-radius: .5rem; margin: 1em 0; }
        .cell { margin: 1.4rem 0; border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
        .cell > pre.source { background: var(--code); }
        .outputs { border-top: 1px solid var(--line); padding: .3rem 0; }
        .outputs .rich, .outputs .picture { padding: .35rem 1rem; overflow-x: auto; } .outputs pre { padding: .35rem 1rem; }
        .picture svg, .picture img { max-width: 100%; height: auto; display: block; }
        .stderr { color: var(--quiet); } .error { color: var(--bad); background: var(--badpaper); }
        table { border-collapse: collapse; font-size: .92em; margin: .4em 0; display: block; overflow-x: auto; max-width: 100%; } th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; } thead th, tbody th { background: var(--code); }
        blockquote { margin: 1em 0; padding: .1em 1em; border-left: 4px solid var(--mark); color: var(--quiet); } img { max-width: 100%; } hr { border: 0; border-top: 1px solid var(--line); }
        .k { color: var(--k); } .s { color: var(--s); } .n { color: var(--n); } .c { color: var(--c); font-style: italic; } .t { color: var(--t); } .m { color: var(--m); } .d { color: var(--d); }
        @media print {
          :root { color-scheme: light; --page: #fff; --ink: #000; --quiet: #444; --line: #bbb; --code: #f5f5f5; --mark: #1d4ed8; --bad: #8f1515; --badpaper: #fff;
            --k: #7c2d9c; --s: #166534; --n: #9a4b00; --c: #555; --t: #0b6478; --m: #5b4a00; --d: #555; }
          body { font-size: 11pt; } main, main > * { max-width: none !important; } main { padding: 0; } nav { display: none; }
          table { display: table; font-size: .82em; } td:last-child { overflow-wrap: anywhere; }
          .cell, .picture, table { break-inside: avoid-page; } h1, h2, h3 { break-after: avoid-page; }
        }
        """;
}
