using System.Net;
using Workbook.Web.Access;

namespace Workbook.Web.Pages;

/// <summary>What stands above every page: the way home, and in a workshop who one is and the way to the others.</summary>
internal static class PageHeader
{
    /// <summary>Keeps up a learner's connection, on all pages.</summary>
    public const string LearnersScript = "presence.js";

    public static string Html(Visitor? visitor) =>
        $"<header class=\"site\"><a href=\"/\"><img src=\"/assets/icon.svg\" alt=\"\" width=\"24\" height=\"24\"> ECS Workbook</a>{Workshop(visitor)}</header>\n";

    private static string Workshop(Visitor? visitor) => visitor switch
    {
        { IsWorkshop: true, Name: { } name } =>
            $"<nav class=\"workshop\" aria-label=\"Workshop\"><span class=\"who\">{WebUtility.HtmlEncode(name)}</span><a href=\"/follow\" id=\"follow\">Follow the instructor</a><button id=\"hand\" aria-pressed=\"false\">I need help</button></nav>",
        { IsWorkshop: true } => "<nav class=\"workshop\" aria-label=\"Workshop\"><span class=\"who\">Instructor</span><a href=\"/roster\">The class</a></nav>",
        _ => "",
    };
}
