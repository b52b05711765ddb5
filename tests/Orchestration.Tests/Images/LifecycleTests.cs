using Workbook.Orchestration.Images;
using Workbook.Orchestration.Planning;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Tests.Images;

/// <summary>Lifecycle policies, with the examples of ECR's user guide ("Examples of lifecycle policies in Amazon ECR").</summary>
public class LifecycleTests
{
    private Push _push = null!;

    [SetUp]
    public void Begin() => _push = new Push().With("web");

    /// <summary>An image that is its own only layer, pushed some days ago.</summary>
    private void Pushed(string name, double daysAgo, params string[] tags)
    {
        var now = _push.Now;
        _push.Now = now.AddDays(-daysAgo);
        var image = _push.Image("web", tags.FirstOrDefault(), name);
        foreach (var tag in tags.Skip(1)) image = _push.Put("web", Push.Manifest(name), tag);
        _push.Now = now;
    }

    private string Marked(params string[] rules)
    {
        var policy = LifecyclePolicy.Parse($$"""{"rules":[{{string.Join(',', rules)}}]}""");
        return string.Join(' ', LifecycleEvaluation.Of(_push.World, "web", policy, _push.Now).Select(mark => $"{NameOf(mark.Image)}:{mark.Rule.Priority}"));
    }

    private static string NameOf(EcrImage image) => "ABCDEF".Select(letter => $"{letter}").First(name => image.Layers.Contains(Push.Sha(name)));

    private static string Rule(int priority, string selection, string action = """{"type":"expire"}""") =>
        $$"""{"rulePriority":{{priority}},"selection":{ {{selection}} },"action":{{action}}}""";

    private static string Older(string prefixes, int days) => $""" "tagStatus":"tagged","tagPrefixList":[{prefixes}],"countType":"sinceImagePushed","countUnit":"days","countNumber":{days} """;

    private static string MoreThan(string tags, int count) => $""" {tags},"countType":"imageCountMoreThan","countNumber":{count} """;

    private void PushedAlphaAndBeta()
    {
        Pushed("A", 12, "alpha-1");
        Pushed("B", 11, "beta-1");
        Pushed("C", 10, "alpha-2", "beta-2");
        Pushed("D", 4, "alpha-3");
        Pushed("E", 3, "beta-3");
        Pushed("F", 2, "alpha-4", "beta-4");
    }

    [Test]
    public void By_age()
    {
        Pushed("A", 15, "prod-1");
        Pushed("B", 15, "dev-1");
        Pushed("C", 13, "prod-2");

        Marked(Rule(1, Older("\"prod\"", 14))).Should().Be("A:1");
    }

    [Test]
    public void By_count_the_oldest_go()
    {
        Pushed("A", 3);
        Pushed("B", 2);
        Pushed("C", 1);
        Pushed("D", 9, "kept");

        Marked(Rule(1, MoreThan("\"tagStatus\":\"untagged\"", 1))).Should().Be("A:1 B:1");
    }

    [Test]
    public void An_image_that_an_earlier_rule_spares_is_safe_from_later_ones()
    {
        Pushed("A", 10, "beta-1", "prod-1");
        Pushed("B", 9, "beta-2", "prod-2");
        Pushed("C", 8, "beta-3");

        Marked(
            Rule(1, MoreThan("\"tagStatus\":\"tagged\",\"tagPrefixList\":[\"prod\"]", 1)),
            Rule(2, MoreThan("\"tagStatus\":\"tagged\",\"tagPrefixList\":[\"beta\"]", 1))).Should().Be("A:1");
        Marked(
            Rule(1, MoreThan("\"tagStatus\":\"tagged\",\"tagPrefixList\":[\"beta\"]", 1)),
            Rule(2, MoreThan("\"tagStatus\":\"tagged\",\"tagPrefixList\":[\"prod\"]", 1))).Should().Be("A:1 B:1");
    }

    [Test]
    public void All_prefixes_of_a_rule_have_to_match()
    {
        PushedAlphaAndBeta();

        Marked(Rule(1, Older("\"alpha\"", 5)), Rule(2, Older("\"beta\"", 5))).Should().Be("A:1 C:1 B:2");
        Marked(Rule(1, Older("\"alpha\",\"beta\"", 5))).Should().Be("C:1");
    }

    [Test]
    public void Patterns_match_the_whole_tag()
    {
        PushedAlphaAndBeta();

        Marked(Rule(1, MoreThan("\"tagStatus\":\"tagged\",\"tagPatternList\":[\"*a-1\"]", 1))).Should().Be("A:1");
        Marked(Rule(1, MoreThan("\"tagStatus\":\"tagged\",\"tagPatternList\":[\"alpha\"]", 1))).Should().BeEmpty();
    }

    [Test]
    public void Any_means_all_that_are_left()
    {
        PushedAlphaAndBeta();

        Marked(
            Rule(1, MoreThan("\"tagStatus\":\"tagged\",\"tagPrefixList\":[\"alpha\"]", 3)),
            Rule(2, MoreThan("\"tagStatus\":\"any\"", 1))).Should().Be("A:1 B:2 E:2");
    }

    [Test]
    public void Images_that_an_index_lists_stay_as_long_as_the_index()
    {
        var image = _push.Image("web", null, "A");
        var index = _push.Index("web", "all", image.Digest);
        _push.Now = _push.Now.AddDays(30);

        Marked(Rule(1, """ "tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":1 """)).Should().BeEmpty();
        _push.World = DeleteImage.Remove(_push.World, index);
        Marked(Rule(1, """ "tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":1 """)).Should().Be("A:1");
    }

    [Test]
    public void What_nobody_pulls_goes_into_the_archive_and_from_there_away()
    {
        Pushed("A", 100, "v1");
        Pushed("B", 100, "v2");
        var pulled = ImageLookup.ByTag(_push.World, "web", "v2")!;
        _push.World = ImagePull.Note(_push.World, "web", pulled.Digest, Push.Principal, _push.Now.AddDays(-5));
        string[] rules =
        [
            Rule(1, """ "tagStatus":"any","countType":"sinceImagePulled","countUnit":"days","countNumber":30 """, """{"type":"transition","targetStorageClass":"archive"}"""),
            Rule(2, """ "tagStatus":"any","storageClass":"archive","countType":"sinceImageTransitioned","countUnit":"days","countNumber":90 """),
        ];
        Marked(rules).Should().Be("A:1");

        Put(rules);
        Pass(TimeSpan.FromDays(1));
        ImageLookup.ByTag(_push.World, "web", "v1")!.Status.Should().Be(ImageStatus.Archived);
        for (var day = 0; day < 92; day++) Pass(TimeSpan.FromDays(1));

        ImageLookup.ByTag(_push.World, "web", "v1").Should().BeNull();
        ImageLookup.ByTag(_push.World, "web", "v2")!.Status.Should().Be(ImageStatus.Archived);
    }

    [Test]
    public void A_policy_is_carried_out_every_24_hours_and_an_automatic_clock_does_not_wait_for_it()
    {
        Pushed("A", 15, "prod-1");
        Pushed("B", 13.5, "prod-2");
        Put(Rule(1, Older("\"prod\"", 14)));

        _push.World.Agenda.NextProgressAt.Should().BeNull();
        Pass(TimeSpan.FromHours(23.9));
        _push.World.EcrImages.Should().HaveCount(2);
        Pass(TimeSpan.FromHours(0.1));
        _push.World.ImageIndex.TagsIn("web").Keys.Should().BeEquivalentTo([], because: "both are older than 14 days by then");
        _push.World.EcrLayers.Should().BeEmpty();
        _push.World.EcrRepositories["web"].LifecycleEvaluatedAt.Should().Be(_push.Now);
        _push.World.EcrRepositories["web"].NextWake!.Value.At.Should().Be(_push.Now.AddDays(1));
    }

    [Test]
    public void A_signature_follows_what_it_signs()
    {
        Pushed("A", 20, "prod-1");
        var signed = ImageLookup.ByTag(_push.World, "web", "prod-1")!;
        _push.Put("web", Push.SignatureOf(signed.Digest), null);
        Put(Rule(1, Older("\"prod\"", 14)), Rule(2, """ "tagStatus":"untagged","countType":"imageCountMoreThan","countNumber":1 """));

        Pass(TimeSpan.FromDays(1));

        _push.World.EcrImages.Should().BeEmpty();
    }

    private void Put(params string[] rules) =>
        _push.World = _push.World.Put(RepositoryRules.WithLifecyclePolicy(_push.World.EcrRepositories["web"], $$"""{"rules":[{{string.Join(',', rules)}}]}""", _push.Now));

    private void Pass(TimeSpan time)
    {
        _push.Now += time;
        var plan = Planner.Plan(_push.World, _push.Now);
        _push.World = plan.Next;
        Planner.Plan(_push.World, _push.Now).Decisions.Should().BeEmpty(because: "all is done once");
    }
}
