using Workbook.Web.Pages;

namespace Workbook.Web.Tests;

/// <summary>Docstrings as pages show them.</summary>
internal sealed class TaskHtmlTests
{
    [TestCase("<summary>Name it <c>first</c>.</summary>", "Name it <code>first</code>.")]
    [TestCase("<summary><list type=\"number\"><item>One</item></list></summary>", "<ol><li>One</li></ol>")]
    [TestCase("<summary><list type=\"bullet\"><item>One</item></list></summary>", "<ul><li>One</li></ul>")]
    [TestCase("<summary>See <see cref=\"T:Workbook.Aws\"/> and <see langword=\"null\"/>.</summary>", "See <code>Workbook.Aws</code> and <code>null</code>.")]
    [TestCase("<summary>1 &lt; 2 &amp; more</summary>", "1 &lt; 2 &amp; more")]
    [TestCase("<summary><script>alert(1)</script></summary>", "alert(1)")]
    [TestCase("<summary>not closed <b>", "<pre>&lt;summary&gt;not closed &lt;b&gt;</pre>")]
    [TestCase("", "")]
    public void A_docstring_becomes_HTML(string docstring, string html) => TaskHtml.Of(docstring).Should().Be(html);
}
