using Workbook.Orchestration.Images;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Tests.Images;

/// <summary>Images that are pushed in one region and arrive in another.</summary>
public class ReplicationTests
{
    private static readonly AccountRegion Other = new(Push.Scope.Account, "eu-west-1");
    private Push _push = null!;
    private World _other = null!;

    [SetUp]
    public void Begin()
    {
        _push = new Push().With("prod/web").With("dev/web");
        _other = new(Other);
        _push.World = RegistryRules.PutReplication(_push.World, new()
        {
            Rules = [new() { Destinations = [new() { Region = Other.Region, RegistryId = Other.Account }], RepositoryFilters = [new() { Filter = "prod/", FilterType = RepositoryFilterType.PrefixMatch }] }],
        });
    }

    /// <summary>Does what the engine does with such decisions.</summary>
    private void Settle()
    {
        var plan = Planner.Plan(_push.World, _push.Now);
        _push.World = plan.Next;
        foreach (var decision in plan.Decisions.OfType<ReplicateImage>())
        {
            var image = ImageLookup.ByDigest(_push.World, decision.RepositoryName, decision.Digest)!;
            (_other, var failure) = Replication.Receive(_other, _push.World, image, _push.Now);
            _push.World = Reducer.Apply(_push.World, new ImageReplicated(image.RepositoryName, image.Digest, decision.Destination, image.Tags, failure), _push.Now);
        }
        Planner.Plan(_push.World, _push.Now).Decisions.Should().BeEmpty();
    }

    private string StatusOf(string repository, string tag) => ImageLookup.ByTag(_push.World, repository, tag)!.Replications.Single().Status!;

    [Test]
    public void An_image_arrives_with_its_repository_its_tag_and_its_layers()
    {
        var image = _push.Image("prod/web", "v1", "layer");
        image.Replications.Single().Status.Should().Be(ReplicationStatus.InProgress);

        Settle();

        StatusOf("prod/web", "v1").Should().Be(ReplicationStatus.Complete);
        ImageLookup.ByTag(_other, "prod/web", "v1")!.Digest.Should().Be(image.Digest);
        ImageLookup.Layer(_other, "prod/web", Push.Sha("layer")).Should().NotBeNull();
        _other.Agenda.NextUpkeepAt.Should().BeNull(because: "no layer is left over");
    }

    [Test]
    public void Only_repositories_with_the_prefix_are_replicated()
    {
        _push.Image("dev/web", "v1", "layer");

        Settle();

        _other.EcrRepositories.Should().BeEmpty();
    }

    [Test]
    public void An_index_brings_its_images_along()
    {
        var image = _push.Image("prod/web", null, "layer");
        _push.Index("prod/web", "all", image.Digest);

        Settle();

        _other.EcrImages.Should().HaveCount(2);
        ImageLookup.ByTag(_other, "prod/web", "all")!.Manifests.Should().Equal(image.Digest);
    }

    [Test]
    public void A_tag_that_moves_moves_there_too()
    {
        _push.Image("prod/web", "latest", "one");
        Settle();
        var second = _push.Image("prod/web", "latest", "two");
        Settle();

        ImageLookup.ByTag(_other, "prod/web", "latest")!.Digest.Should().Be(second.Digest);
        _other.EcrImages.Should().HaveCount(2);
    }

    [Test]
    public void What_was_overtaken_by_a_new_tag_is_done_again()
    {
        var image = _push.Image("prod/web", "v1", "layer");
        _push.Put("prod/web", Push.Manifest("layer"), "v2");

        var late = Reducer.Apply(_push.World, new ImageReplicated(image.RepositoryName, image.Digest, Other, image.Tags, null), _push.Now);

        late.Should().BeSameAs(_push.World);
        Settle();
        ImageLookup.ByTag(_other, "prod/web", "v2").Should().NotBeNull();
    }

    [Test]
    public void A_template_says_what_the_repository_is_like_there()
    {
        (_other, _) = CreationTemplates.Create(_other, new() { Prefix = "ROOT", AppliedFor = [RCTAppliedFor.Replication], ImageTagMutability = ImageTagMutability.Immutable }, _push.Now);
        (_other, _) = CreationTemplates.Create(_other, new() { Prefix = "pro", AppliedFor = [RCTAppliedFor.Replication] }, _push.Now);

        _push.Image("prod/web", "v1", "layer");
        Settle();

        _other.EcrRepositories["prod/web"].TagMutability.Should().Be(ImageTagMutability.Immutable);
    }

    [Test]
    public void A_tag_that_may_not_move_there_fails_and_says_so()
    {
        (_other, _) = CreationTemplates.Create(_other, new() { Prefix = "ROOT", AppliedFor = [RCTAppliedFor.Replication], ImageTagMutability = ImageTagMutability.Immutable }, _push.Now);
        _push.Image("prod/web", "latest", "one");
        Settle();
        _push.Image("prod/web", "latest", "two");
        Settle();

        StatusOf("prod/web", "latest").Should().Be(ReplicationStatus.Failed);
    }

    [TestCase(null, false)]
    [TestCase("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":["ecr:CreateRepository","ecr:ReplicateImage"]}]}""", true)]
    [TestCase("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"ecr:*"}}""", true)]
    [TestCase("""{"Statement":{"Effect":"Deny","Principal":"*","Action":"ecr:*"}}""", false)]
    [TestCase("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"ecr:*"}}""", false)]
    public void Another_account_has_to_allow_it(string? policy, bool allows)
    {
        var image = _push.Image("prod/web", "v1", "layer");
        var other = new World(new("210987654321", "eu-west-1"));
        if (policy is not null) other = RegistryRules.PutPolicy(other, policy);

        Replication.Receive(other, _push.World, image, _push.Now).FailureCode.Should().Be(allows ? null : "AccessDenied");
    }

    [Test]
    public void A_registry_does_not_replicate_into_itself()
    {
        var put = () => RegistryRules.PutReplication(_push.World, new() { Rules = [new() { Destinations = [new() { Region = Push.Scope.Region, RegistryId = Push.Scope.Account }] }] });

        put.Should().Throw<ApiException>().Which.Code.Should().Be("InvalidParameterException");
    }
}
