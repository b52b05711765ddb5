using System.Text;

namespace Workbook.Server.Tests.Registry;

/// <summary>The OCI distribution specification's requirements on pulling, a test for each.</summary>
internal sealed class PullTests : RegistryFixture
{
    [Test]
    public async Task GET_of_a_blob_that_is_there_gives_200_and_its_bytes()
    {
        var name = await NewRepositoryAsync();
        var digest = await Client.PushAsync(name, "hello world");
        var answer = (await Client.SendAsync("GET", $"/v2/{name}/blobs/{digest}")).With(200);
        answer.Text.Should().Be("hello world");
        answer.Header("Content-Length").Should().Be("11");
        answer.Header("Content-Type").Should().Be("application/octet-stream");
        answer.Header("Docker-Content-Digest").Should().Be(digest);
        answer.Header("Docker-Distribution-Api-Version").Should().Be("registry/2.0");
    }

    [Test]
    public async Task HEAD_of_a_blob_that_is_there_gives_200_its_length_and_no_bytes()
    {
        var name = await NewRepositoryAsync();
        var digest = await Client.PushAsync(name, "hello world");
        var answer = (await Client.SendAsync("HEAD", $"/v2/{name}/blobs/{digest}")).With(200);
        answer.Body.Should().BeEmpty();
        answer.Header("Content-Length").Should().Be("11");
        answer.Header("Docker-Content-Digest").Should().Be(digest);
    }

    [Test]
    public async Task A_blob_that_is_not_there_gives_404()
    {
        var name = await NewRepositoryAsync();
        var digest = RegistryClient.DigestOf([1, 2, 3]);
        (await Client.SendAsync("GET", $"/v2/{name}/blobs/{digest}")).Refused(404, "BLOB_UNKNOWN");
        (await Client.SendAsync("HEAD", $"/v2/{name}/blobs/{digest}")).With(404).Body.Should().BeEmpty();
    }

    [Test]
    public async Task A_blob_of_another_repository_is_not_there()
    {
        var (mine, other) = (await NewRepositoryAsync(), await NewRepositoryAsync());
        var digest = await Client.PushAsync(other, "secret");
        (await Client.SendAsync("GET", $"/v2/{mine}/blobs/{digest}")).Refused(404, "BLOB_UNKNOWN");
    }

    [TestCase("bytes=2-4", "llo", "bytes 2-4/11")]
    [TestCase("bytes=6-", "world", "bytes 6-10/11")]
    [TestCase("bytes=-3", "rld", "bytes 8-10/11")]
    [TestCase("bytes=8-1000", "rld", "bytes 8-10/11")]
    [TestCase("bytes=0-0", "h", "bytes 0-0/11")]
    public async Task Range_gives_206_and_the_part(string range, string part, string contentRange)
    {
        var name = await NewRepositoryAsync();
        var digest = await Client.PushAsync(name, "hello world");
        var answer = (await Client.SendAsync("GET", $"/v2/{name}/blobs/{digest}", null, $"Range: {range}")).With(206);
        answer.Text.Should().Be(part);
        answer.Header("Content-Range").Should().Be(contentRange);
    }

    [TestCase("bytes=11-")]
    [TestCase("bytes=20-40")]
    [TestCase("bytes=-0")]
    public async Task Range_of_which_nothing_is_there_gives_416(string range)
    {
        var name = await NewRepositoryAsync();
        var digest = await Client.PushAsync(name, "hello world");
        (await Client.SendAsync("GET", $"/v2/{name}/blobs/{digest}", null, $"Range: {range}")).With(416).Header("Content-Range").Should().Be("bytes */11");
    }

    [TestCase("bytes=0-1,3-4")]
    [TestCase("lines=1-2")]
    [TestCase("bytes=4-2")]
    [TestCase("nonsense")]
    public async Task Range_that_is_not_one_range_of_bytes_gives_the_whole(string range)
    {
        var name = await NewRepositoryAsync();
        var digest = await Client.PushAsync(name, "hello world");
        (await Client.SendAsync("GET", $"/v2/{name}/blobs/{digest}", null, $"Range: {range}")).With(200).Text.Should().Be("hello world");
    }

    [Test]
    public async Task If_Range_gives_the_part_of_the_same_blob_and_the_whole_of_another()
    {
        var name = await NewRepositoryAsync();
        var digest = await Client.PushAsync(name, "hello world");
        (await Client.SendAsync("GET", $"/v2/{name}/blobs/{digest}", null, "Range: bytes=0-1", $"If-Range: \"{digest}\"")).With(206).Text.Should().Be("he");
        (await Client.SendAsync("GET", $"/v2/{name}/blobs/{digest}", null, "Range: bytes=0-1", "If-Range: \"other\"")).With(200).Text.Should().Be("hello world");
    }

    [Test]
    public async Task What_the_caller_has_already_gives_304()
    {
        var name = await NewRepositoryAsync();
        var (_, digest) = await Client.PushImageAsync(name, "v1");
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/v1", null, $"If-None-Match: \"{digest}\"")).With(304).Body.Should().BeEmpty();
        var layer = RegistryClient.DigestOf(Encoding.UTF8.GetBytes("layer"));
        (await Client.SendAsync("GET", $"/v2/{name}/blobs/{layer}", null, $"If-None-Match: \"{layer}\"")).With(304).Body.Should().BeEmpty();
    }

    [Test]
    public async Task GET_of_a_manifest_by_tag_and_by_digest_gives_200_its_exact_bytes_its_type_and_its_digest()
    {
        var name = await NewRepositoryAsync();
        var (manifest, digest) = await Client.PushImageAsync(name, "v1");
        foreach (var reference in new[] { "v1", digest })
        {
            var answer = (await Client.SendAsync("GET", $"/v2/{name}/manifests/{reference}", null, $"Accept: {RegistryClient.OciManifest}")).With(200);
            answer.Body.Should().Equal(manifest);
            answer.Header("Content-Type").Should().Be(RegistryClient.OciManifest);
            answer.Header("Docker-Content-Digest").Should().Be(digest);
        }
    }

    [Test]
    public async Task HEAD_of_a_manifest_by_tag_and_by_digest_gives_200_its_length_and_no_bytes()
    {
        var name = await NewRepositoryAsync();
        var (manifest, digest) = await Client.PushImageAsync(name, "v1");
        foreach (var reference in new[] { "v1", digest })
        {
            var answer = (await Client.SendAsync("HEAD", $"/v2/{name}/manifests/{reference}")).With(200);
            answer.Body.Should().BeEmpty();
            answer.Header("Content-Length").Should().Be($"{manifest.Length}");
            answer.Header("Docker-Content-Digest").Should().Be(digest);
        }
    }

    [Test]
    public async Task A_manifest_that_is_not_there_gives_404()
    {
        var name = await NewRepositoryAsync();
        foreach (var reference in new[] { "v1", RegistryClient.DigestOf([1]) })
        {
            (await Client.SendAsync("GET", $"/v2/{name}/manifests/{reference}")).Refused(404, "MANIFEST_UNKNOWN", "Requested image not found");
            (await Client.SendAsync("HEAD", $"/v2/{name}/manifests/{reference}")).With(404).Body.Should().BeEmpty();
        }
    }

    [Test]
    public async Task An_archived_image_cannot_be_pulled_until_it_is_pushed_again()
    {
        var name = await NewRepositoryAsync();
        var (manifest, digest) = await Client.PushImageAsync(name, "v1");
        await Aws.Engine.Store.UpdateAsync(Scope, (world, _) => (world.Put(world.EcrImages[$"{name}@{digest}"] with { Status = Shapes.Ecr.ImageStatus.Archived }), 0));
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/v1")).Refused(404, "MANIFEST_UNKNOWN", "Requested image is archived");
        await Client.PutManifestAsync(name, "v1", manifest);
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/v1")).With(200);
    }

    [Test]
    public async Task A_repository_that_is_not_there_gives_404_and_says_so()
    {
        foreach (var path in new[] { "manifests/v1", $"blobs/{RegistryClient.DigestOf([1])}", "tags/list", $"referrers/{RegistryClient.DigestOf([1])}" })
            (await Client.SendAsync("GET", $"/v2/no/such/{path}")).Refused(404, "NAME_UNKNOWN", $"The repository with name 'no/such' does not exist in the registry with id '{Account}'");
    }

    [Test]
    public async Task A_pull_is_noted_once_a_day_and_a_look_is_not()
    {
        var name = await NewRepositoryAsync();
        var (_, digest) = await Client.PushImageAsync(name, "v1");
        await Client.SendAsync("HEAD", $"/v2/{name}/manifests/v1");
        LastPull().Should().BeNull();
        await Client.SendAsync("GET", $"/v2/{name}/manifests/v1");
        LastPull().Should().Be(Aws.Engine.Clock.GetUtcNow());
        var noted = Aws.Engine.Store.Read(Scope).EcrImages;
        await Client.SendAsync("GET", $"/v2/{name}/manifests/{digest}");
        LastPull().Should().NotBeNull();
        Aws.Engine.Store.Read(Scope).EcrImages[$"{name}@{digest}"].Should().BeSameAs(noted[$"{name}@{digest}"]);

        DateTimeOffset? LastPull() => Aws.Engine.Store.Read(Scope).EcrImages[$"{name}@{digest}"].LastPulledAt;
    }
}
