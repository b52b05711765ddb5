using Amazon.ECR;
using Amazon.ECR.Model;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class HousekeepingChecks : RegistryChecks
{
    private const string Repository = "studio/render";
    private const string Elsewhere = "studio/sound";

    /// <summary>What is pushed, and how many days before the submission comes: tags, or none.</summary>
    private static readonly (int DaysAgo, string[] Tags)[] Pushed =
    [
        (40, ["release-1.0"]), (39, ["build-1"]), (30, ["build-2", "release-2.0"]), (21, ["build-3"]), (20, ["pr-11"]), (16, []),
        (12, ["build-4"]), (11, ["pr-12"]), (10, []), (6, ["build-5"]), (5, ["release-3.0"]), (4, []), (3, ["pr-13"]), (1, ["build-6", "latest"]),
    ];

    private static readonly (int DaysAgo, string[] Tags)[] PushedElsewhere =
        [(60, ["build-90", "pr-70", "release-9.0"]), (50, ["hotfix-1"]), (45, ["build-91"]), (44, ["build-92"]), (9, []), (2, ["build-93"])];

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _kept = [];
    private IReadOnlyList<string> _left = [];
    private IReadOnlyList<string>? _expiring;
    private IReadOnlyList<string>? _expiringElsewhere;

    protected override async Task SetTheSceneAsync()
    {
        foreach (var repository in new[] { Repository, Elsewhere }) await Ecr.CreateRepositoryAsync(new() { RepositoryName = repository });
        var pushes = Pushed.Select(push => (Repository, push.DaysAgo, push.Tags)).Concat(PushedElsewhere.Select(push => (Repository: Elsewhere, push.DaysAgo, push.Tags)));
        var day = 60;
        foreach (var (repository, daysAgo, tags) in pushes.OrderByDescending(push => push.DaysAgo))
        {
            if (daysAgo < day) await Aws.Workbook.AdvanceAsync(TimeSpan.FromDays(day - daysAgo));
            day = daysAgo;
            var digest = await PushAsync(repository, Layer(("app/run", $"{repository}, {daysAgo}\n")), [], tags);
            _names[digest] = NameOf((daysAgo, tags));
        }
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromDays(day));
    }

    /// <summary>First the policy is only asked what it would do; then a day goes by, in which ECR carries it out.</summary>
    protected override async Task AfterwardsAsync()
    {
        _kept = await NamesAsync();
        if (await PolicyAsync() is not { } policy) return;
        _expiring = await PreviewAsync(Repository, policy);
        _expiringElsewhere = await PreviewAsync(Elsewhere, policy);
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromHours(25));
        _left = await NamesAsync();
    }

    [Test]
    [Requirement("No image with a release- tag expires", "A rule that matches an image keeps all later rules away from it, even where it lets the image live. So a rule of its own protects releases, and goes first.")]
    public void ReleasesStay() => RequireExpiring("releases", name => name is "release-1.0" or "release-3.0" or "build-2");

    [Test]
    [Requirement("Of the builds the three newest stay, and the others expire", "tagStatus tagged, tagPrefixList, countType imageCountMoreThan.")]
    public void OldBuildsGo() => RequireExpiring("builds", name => name.StartsWith("build-", StringComparison.Ordinal) && name != "build-2", "build-1", "build-3");

    [Test]
    [Requirement("Images without a tag expire when they are older than seven days", "tagStatus untagged, countType sinceImagePushed, countUnit days.")]
    public void UntaggedGo() => RequireExpiring("images without a tag", name => name.StartsWith("untagged", StringComparison.Ordinal), "untagged for 10 days", "untagged for 16 days");

    [Test]
    [Requirement("Pull requests expire when they are older than fourteen days", "As for those without a tag, with another tagStatus and a tagPrefixList.")]
    public void PullRequestsGo() => RequireExpiring("pull requests", name => name.StartsWith("pr-", StringComparison.Ordinal), "pr-11");

    [Test]
    [Requirement("The policy does it, not somebody by hand: a day later exactly those images are gone", "PutLifecyclePolicy puts a policy in force. A preview alone does nothing.")]
    public void ItIsCarriedOut()
    {
        RequirePolicy();
        var expected = Pushed.Select(NameOf).Order(StringComparer.Ordinal).ToList();
        RequireList("the images right after your call", _kept, [.. expected]);
        RequireList("the images a day later", _left, [.. expected.Except(["build-1", "build-3", "pr-11", "untagged for 10 days", "untagged for 16 days"])]);
    }

    [Test]
    [Requirement("In another repository it does the same", "Try your policy on images with several tags, and with tags of another kind, by a preview.")]
    public void WorksElsewhere()
    {
        RequirePolicy();
        RequireList("what the policy lets expire in another repository, of an image with all three kinds of tags, a hotfix, three builds and an untagged one of nine days", _expiringElsewhere!, "untagged for 9 days");
    }

    private void RequireExpiring(string which, Func<string, bool> isMeant, params string[] expected)
    {
        RequirePolicy();
        RequireList($"the {which} that the policy lets expire", _expiring!.Where(isMeant), expected);
    }

    private void RequirePolicy()
    {
        if (_expiring is null) throw new AssertionException($"Expected a lifecycle policy of {Repository}, but found none.");
    }

    private static string NameOf((int DaysAgo, string[] Tags) push) => push.Tags.Length > 0 ? push.Tags[0] : $"untagged for {push.DaysAgo} days";

    private async Task<IReadOnlyList<string>> NamesAsync()
    {
        try
        {
            return [.. (await ImagesAsync(Repository)).Select(image => _names.GetValueOrDefault(image.ImageDigest, "an image that was not there"))];
        }
        catch (AssertionException)
        {
            return [];
        }
    }

    private async Task<string?> PolicyAsync()
    {
        try
        {
            return (await Ecr.GetLifecyclePolicyAsync(new() { RepositoryName = Repository })).LifecyclePolicyText;
        }
        catch (Exception error) when (error is LifecyclePolicyNotFoundException or RepositoryNotFoundException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> PreviewAsync(string repository, string policy)
    {
        await Ecr.StartLifecyclePolicyPreviewAsync(new() { RepositoryName = repository, LifecyclePolicyText = policy });
        GetLifecyclePolicyPreviewResponse preview = null!;
        await Aws.WaitUntilAsync("the preview is complete", async () =>
            (preview = await Ecr.GetLifecyclePolicyPreviewAsync(new() { RepositoryName = repository })).Status == LifecyclePolicyPreviewStatus.COMPLETE);
        return [.. (preview.PreviewResults ?? []).Select(result => _names[result.ImageDigest])];
    }
}
