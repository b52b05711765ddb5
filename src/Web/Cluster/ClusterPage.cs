using Workbook.Web.Pages;

namespace Workbook.Web.Cluster;

/// <summary>The live cluster, as a page of its own and as what lessons have beside their text. Scripts fill it.</summary>
internal static class ClusterPage
{
    /// <summary>The map with all that belongs to it.</summary>
    private const string Live =
        """
        <section id="live" class="live" aria-label="Live cluster">
        <div class="clock" role="group" aria-label="Clock">
        <span class="state" role="status">connecting …</span><time class="now"></time>
        <span class="moving" hidden><button data-clock="pause" aria-pressed="false">Pause</button><button data-clock="slow" aria-pressed="false">Slow motion</button><button data-clock="step">Step</button></span>
        <span class="ahead" hidden><button data-clock="60" aria-label="One minute ahead">+1 min</button><button data-clock="600" aria-label="Ten minutes ahead">+10 min</button><button data-clock="3600" aria-label="An hour ahead">+1 h</button></span>
        </div>
        <p class="notice" role="alert" hidden></p>
        <section class="detail" aria-labelledby="live-title" hidden>
        <header><h2 id="live-title" tabindex="-1"></h2><button data-do="close">Close</button></header>
        <p class="about"></p>
        <div class="actions" role="group" aria-label="Do something to it"></div>
        <div class="tabs" role="tablist" aria-label="What to show"></div>
        <div class="shown" role="tabpanel" tabindex="0"></div>
        </section>
        <p class="empty" hidden>There is no cluster yet. Run a lesson's cells, or use the AWS CLI: what you make appears here as it comes to be.</p>
        <div class="map"></div>
        <section class="events" aria-labelledby="live-events"><h2 id="live-events">What happens</h2><ol class="news" aria-labelledby="live-events" aria-live="polite" aria-relevant="additions" tabindex="0"></ol></section>
        </section>

        """;

    private const string Style = "<link rel=\"stylesheet\" href=\"/assets/cluster.css\">\n";

    /// <summary>What a lesson has beside its text, hidden until somebody wants it.</summary>
    public const string Beside = $"{Style}<aside id=\"cluster\" class=\"beside\" aria-label=\"The live cluster\">\n<h2><a href=\"/cluster\">The live cluster</a></h2>\n{Live}</aside>\n";

    public static Page Page { get; } = new("The live cluster – ECS Workbook", $"{Style}<div class=\"alone\"><h1>The live cluster</h1>\n{Live}</div>", "cluster-page.js");
}
