using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Tests.Images;

/// <summary>What a repository does with manifests that come in, and with images that go.</summary>
public class PutImageTests
{
    private Push _push = null!;

    [SetUp]
    public void Begin() => _push = new Push().With("web");

    [Test]
    public void An_image_is_found_by_its_tag_and_its_digest_and_has_the_size_of_what_is_stored()
    {
        var image = _push.Image("web", "v1", "first layer", "second");

        ImageLookup.ByReference(_push.World, "web", "v1").Should().Be(image);
        ImageLookup.ByReference(_push.World, "web", image.Digest).Should().Be(image);
        // config 6 + first layer 11 + second 6
        image.Size.Should().Be(23);
        image.ArtifactType.Should().Be("application/vnd.docker.container.image.v1+json");
    }

    [Test]
    public void The_same_image_with_the_same_tag_changes_nothing()
    {
        _push.Image("web", "v1", "layer");
        var before = _push.World;

        var (world, _, isNew) = PutImage.Apply(before, "web", Push.Manifest("layer"), "v1", null, _push.Now);

        isNew.Should().BeFalse();
        world.Should().BeSameAs(before);
    }

    [Test]
    public void A_tag_moves_to_the_next_image_and_the_one_before_stays_without_it()
    {
        var first = _push.Image("web", "latest", "one");
        var second = _push.Image("web", "latest", "two");

        ImageLookup.ByTag(_push.World, "web", "latest")!.Digest.Should().Be(second.Digest);
        ImageLookup.ByDigest(_push.World, "web", first.Digest)!.Tags.Should().BeEmpty();
        _push.World.ImageIndex.TagsIn("web").Keys.Should().Equal("latest");
    }

    [TestCase(ImageTagMutability.Immutable, "latest", false)]
    [TestCase(ImageTagMutability.Immutable, "dev-1", false)]
    [TestCase(ImageTagMutability.ImmutableWithExclusion, "latest", false)]
    [TestCase(ImageTagMutability.ImmutableWithExclusion, "dev-1", true)]
    [TestCase(ImageTagMutability.MutableWithExclusion, "latest", true)]
    [TestCase(ImageTagMutability.MutableWithExclusion, "dev-1", false)]
    [TestCase(ImageTagMutability.Mutable, "dev-1", true)]
    public void Tags_move_only_where_they_may(string mutability, string tag, bool moves)
    {
        _push.With("web", repository => repository with { TagMutability = mutability, ExclusionFilters = ["dev-*"] });
        _push.Image("web", tag, "one");

        var again = () => _push.Image("web", tag, "two");

        if (moves)
            again.Should().NotThrow();
        else
            again.Should().Throw<ApiException>().WithMessage($"The image tag '{tag}' already exists in the 'web' repository and cannot be overwritten because the tag is immutable.")
                .Which.Code.Should().Be("ImageTagAlreadyExistsException");
    }

    [Test]
    public void A_manifest_that_names_absent_layers_is_refused_with_their_digests()
    {
        _push.Layer("web", "config");

        var put = () => _push.Put("web", Push.Manifest("gone"), "v1");

        put.Should().Throw<ApiException>()
            .WithMessage($"Layers with digests '[{Push.Sha("gone")}]' required for pushing image into repository with name 'web' in the registry with id '123456789012' do not exist");
    }

    [Test]
    public void Layers_belong_to_their_repository_alone()
    {
        _push.With("api").Image("api", "v1", "layer");
        _push.Layer("web", "config");

        var put = () => _push.Put("web", Push.Manifest("layer"), "v1");

        put.Should().Throw<ApiException>().Which.Code.Should().Be("LayersNotFoundException");
    }

    [Test]
    public void An_index_needs_its_manifests_and_holds_them()
    {
        var image = _push.Image("web", null, "layer");
        var index = _push.Index("web", "v1", image.Digest);

        index.Size.Should().Be(image.Size);
        DeleteImage.IsListed(_push.World, image).Should().BeTrue();
        var absent = () => _push.Index("web", "v2", Push.Sha("nothing"));
        absent.Should().Throw<ApiException>().Which.Code.Should().Be("ReferencedImagesNotFoundException");
    }

    [Test]
    public void A_signature_may_come_before_what_it_signs_and_is_found_by_it()
    {
        _push.Layer("web", "config");
        var signature = _push.Put("web", Push.SignatureOf(Push.Sha("later")), null);

        ImageLookup.Referrers(_push.World, "web", Push.Sha("later")).Should().Equal(signature);
        signature.ArtifactType.Should().Be("application/vnd.example.signature");
        signature.Annotations["by"].Should().Be("me");
    }

    [TestCase("web", "-x", null, "InvalidParameterException")]
    [TestCase("web", "a/b", null, "InvalidParameterException")]
    [TestCase("gone", "v1", null, "RepositoryNotFoundException")]
    [TestCase("web", "v1", "sha256:0000000000000000000000000000000000000000000000000000000000000000", "ImageDigestDoesNotMatchException")]
    public void Is_refused(string repository, string tag, string? digest, string code)
    {
        _push.Layer("web", "config");

        var put = () => PutImage.Apply(_push.World, repository, Push.Manifest(), tag, digest, _push.Now);

        put.Should().Throw<ApiException>().Which.Code.Should().Be(code);
    }

    [Test]
    public void With_the_last_image_its_layers_go_and_shared_ones_stay()
    {
        var first = _push.Image("web", "a", "shared", "own");
        var second = _push.Image("web", "b", "shared");

        var world = DeleteImage.Remove(_push.World, first);

        world.EcrLayers.Values.Select(layer => layer.Digest).Should().BeEquivalentTo(Push.Sha("config"), Push.Sha("shared"));
        world = DeleteImage.Remove(world, second);
        world.EcrLayers.Should().BeEmpty();
        world.EcrImages.Should().BeEmpty();
        world.ImageIndex.TagsIn("web").Should().BeEmpty();
        world.ImageIndex.ImagesIn("web").Should().BeEmpty();
    }

    [Test]
    public void The_last_tag_takes_its_image_along_unless_an_index_lists_it()
    {
        var image = _push.Image("web", "v1", "layer");
        image = _push.Put("web", Push.Manifest("layer"), "v2");

        var world = DeleteImage.Untag(_push.World, image, "v1");
        image = ImageLookup.ByTag(world, "web", "v2")!;
        image.Tags.Should().Equal("v2");
        DeleteImage.Untag(world, image, "v2").EcrImages.Should().BeEmpty();

        (world, _, _) = PutImage.Apply(world, "web", Push.IndexOf(image.Digest), "all", null, _push.Now);
        DeleteImage.Untag(world, image, "v2").EcrImages.Should().HaveCount(2);
    }

    [Test]
    public void Pulls_are_noted_at_most_once_a_day()
    {
        var digest = _push.Image("web", "v1", "layer").Digest;

        var world = ImagePull.Note(_push.World, "web", digest, Push.Principal, _push.Now);
        ImageLookup.ByDigest(world, "web", digest)!.LastPulledAt.Should().Be(_push.Now);
        ImagePull.Note(world, "web", digest, Push.Principal, _push.Now.AddHours(23)).Should().BeSameAs(world);
        ImageLookup.ByDigest(ImagePull.Note(world, "web", digest, Push.Principal, _push.Now.AddHours(24)), "web", digest)!.LastPulledAt.Should().Be(_push.Now.AddHours(24));
    }

    [Test]
    public void Layers_of_a_push_that_broke_off_are_forgotten_after_a_day()
    {
        _push.Image("web", "v1", "used");
        _push.Layer("web", "left over");

        Planning.Planner.Plan(_push.World, _push.Now.AddHours(23)).Decisions.Should().BeEmpty();
        var plan = Planning.Planner.Plan(_push.World, _push.Now.AddHours(24));

        plan.Decisions.Should().ContainSingle().Which.Should().BeOfType<ForgetLayer>().Which.Digest.Should().Be(Push.Sha("left over"));
        plan.Next.EcrLayers.Keys.Should().BeEquivalentTo($"web@{Push.Sha("config")}", $"web@{Push.Sha("used")}");
        plan.Next.Agenda.NextUpkeepAt.Should().BeNull();
    }

    [TestCase("arn:aws:iam::123456789012:user/ann", "arn:aws:iam::123456789012:user/ann", true)]
    [TestCase("arn:aws:iam::123456789012:user/bob", "arn:aws:iam::123456789012:user/ann", false)]
    [TestCase("arn:aws:sts::123456789012:assumed-role/scanner/session", "arn:aws:iam::123456789012:role/team/scanner", true)]
    [TestCase("arn:aws:sts::210987654321:assumed-role/scanner/session", "arn:aws:iam::123456789012:role/team/scanner", false)]
    [TestCase("arn:aws:sts::123456789012:assumed-role/web/scanner", "arn:aws:iam::123456789012:role/team/scanner", false)]
    public void A_pull_by_an_excluded_principal_leaves_no_trace(string principal, string excluded, bool leavesNone)
    {
        var digest = _push.Image("web", "v1", "layer").Digest;
        var world = RegistryRules.Exclude(_push.World, excluded);

        ReferenceEquals(ImagePull.Note(world, "web", digest, principal, _push.Now), world).Should().Be(leavesNone);
    }
}
