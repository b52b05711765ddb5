using Workbook.Orchestration.Images;
using Workbook.Orchestration.Images.Scanning;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Tests.Images.Scanning;

/// <summary>When images are scanned, and what is known afterwards.</summary>
public class ImageScanningTests
{
    private Push _push = null!;

    [SetUp]
    public void Begin() => _push = new Push().With("web").With("safe", repository => repository with { ScanOnPush = true });

    private static ImageIdentifier Tag(string tag) => new() { ImageTag = tag };

    private void Start(string repository, string tag) => (_push.World, _) = ImageScanning.Start(_push.World, repository, Tag(tag), _push.Now);

    private List<ScanImage> Plan()
    {
        var plan = Planner.Plan(_push.World, _push.Now);
        _push.World = plan.Next;
        return [.. plan.Decisions.OfType<ScanImage>()];
    }

    private void Observe(EcrImage image, params ImageScanFinding[] findings) => _push.World = Reducer.Apply(
        _push.World, new ImageScanned(image.RepositoryName, image.Digest, ScanStatus.Complete, "done", findings.ToValueList(), DateTimeOffset.UnixEpoch), _push.Now);

    private string RefusalOf(string repository, ImageIdentifier id) =>
        FluentActions.Invoking(() => ImageScanning.Start(_push.World, repository, id, _push.Now)).Should().Throw<ApiException>().Which.Code;

    [Test]
    public void A_scan_is_started_carried_out_and_told()
    {
        var image = _push.Image("web", "v1", "layer");
        Plan().Should().BeEmpty(because: "the repository does not scan on push");

        Start("web", "v1");
        Plan().Should().ContainSingle().Which.Digest.Should().Be(image.Digest);
        ImageScanning.Require(_push.World, "web", Tag("v1")).Status.Should().Be(ScanStatus.InProgress);
        Observe(image, new ImageScanFinding { Name = "CVE-1", Severity = "HIGH" }, new ImageScanFinding { Name = "CVE-2", Severity = "HIGH" });

        var scan = ImageScanning.Require(_push.World, "web", Tag("v1"));
        (scan.Status, scan.CompletedAt, scan.Findings.Count).Should().Be((ScanStatus.Complete, _push.Now, 2));
        ImageScanning.CountsOf(scan).Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("HIGH", 2));
        Plan().Should().BeEmpty();
    }

    [Test]
    public void What_comes_to_a_repository_that_scans_on_push_is_scanned_once()
    {
        var image = _push.Image("safe", "v1", "layer");
        Plan().Should().ContainSingle();
        Observe(image);

        _push.Put("safe", Push.Manifest("layer"), "v2");
        Plan().Should().BeEmpty(because: "only a tag is new");
    }

    [Test]
    public void A_rule_of_the_registry_scans_on_push_too()
    {
        _push.World = RegistryRules.PutScanning(_push.World, new() { Rules = [new() { ScanFrequency = ScanFrequency.ScanOnPush, RepositoryFilters = [new() { Filter = "we*", FilterType = ScanningRepositoryFilterType.Wildcard }] }] });

        _push.Image("web", "v1", "layer");

        Plan().Should().ContainSingle();
    }

    [Test]
    public void An_index_is_not_scanned_but_what_it_lists()
    {
        var image = _push.Image("safe", null, "layer");
        _push.Index("safe", "all", image.Digest);

        Plan().Should().ContainSingle().Which.Digest.Should().Be(image.Digest);
        RefusalOf("safe", Tag("all")).Should().Be("UnsupportedImageTypeException");
    }

    [Test]
    public void A_signature_has_nothing_to_be_scanned()
    {
        var image = _push.Image("web", "v1", "layer");
        var signature = _push.Put("web", Push.SignatureOf(image.Digest), null);

        RefusalOf("web", new() { ImageDigest = signature.Digest }).Should().Be("UnsupportedImageTypeException");
    }

    [Test]
    public void An_image_can_be_scanned_once_a_day()
    {
        var image = _push.Image("web", "v1", "layer");
        Start("web", "v1");
        FluentActions.Invoking(() => Start("web", "v1")).Should().Throw<ApiException>().WithMessage("The scan quota per image has been exceeded. Wait and try again.").Which.Code.Should().Be("LimitExceededException");
        Observe(image, new ImageScanFinding { Name = "CVE-1", Severity = "HIGH" });
        _push.Now += TimeSpan.FromHours(23.9);
        RefusalOf("web", Tag("v1")).Should().Be("LimitExceededException");

        _push.Now += TimeSpan.FromHours(0.1);
        Start("web", "v1");
        ImageScanning.Require(_push.World, "web", Tag("v1")).Findings.Should().BeEmpty();
    }

    [Test]
    public void What_is_not_there_or_not_at_hand_is_refused()
    {
        _push.Image("web", "v1", "layer");
        (_push.World, _) = StorageClasses.Update(_push.World, ImageLookup.ByTag(_push.World, "web", "v1")!, TargetStorageClass.Archive, _push.Now);

        RefusalOf("gone", Tag("v1")).Should().Be("RepositoryNotFoundException");
        RefusalOf("web", Tag("v2")).Should().Be("ImageNotFoundException");
        RefusalOf("web", Tag("v1")).Should().Be("ImageArchivedException");
        _push.World = RegistryRules.PutScanning(_push.World, new() { ScanType = ScanType.Enhanced });
        RefusalOf("web", Tag("v1")).Should().Be("ValidationException");
    }

    [Test]
    public void An_image_that_goes_takes_its_scan_along()
    {
        var image = _push.Image("safe", "v1", "layer");
        _push.World = DeleteImage.Remove(_push.World, image);

        Plan().Should().BeEmpty();
        _push.World.EcrScans.Should().BeEmpty();
        var before = _push.World;
        Observe(image);
        _push.World.Should().BeSameAs(before);
    }

    [Test]
    public void A_second_outcome_changes_nothing()
    {
        var image = _push.Image("safe", "v1", "layer");
        Observe(image);
        var before = _push.World;

        Observe(image, new ImageScanFinding { Name = "CVE-1", Severity = "HIGH" });

        _push.World.Should().BeSameAs(before);
    }

    [Test]
    public void Without_a_scan_there_are_no_findings()
    {
        _push.Image("web", "v1", "layer");

        FluentActions.Invoking(() => ImageScanning.Require(_push.World, "web", Tag("v1"))).Should().Throw<ApiException>()
            .WithMessage("Image scan does not exist for the image with '{imageDigest:'null', imageTag:'v1'}' in the repository with name 'web' in the registry with id '123456789012'")
            .Which.Code.Should().Be("ScanNotFoundException");
    }
}
