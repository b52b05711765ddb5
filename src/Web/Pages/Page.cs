namespace Workbook.Web.Pages;

/// <summary>A page without what all pages have around them.</summary>
/// <param name="Title">Plain text.</param>
/// <param name="Main">HTML.</param>
/// <param name="Scripts">Modules of the site's assets, such as <c>lesson.js</c>.</param>
internal sealed record Page(string Title, string Main, params IReadOnlyList<string> Scripts);
