using System.Text;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Tests.Registry;

/// <summary>The OCI distribution specification's requirements on pushing, a test for each.</summary>
internal sealed class PushTests : RegistryFixture
{
    private static readonly byte[] s_content = Encoding.UTF8.GetBytes("hello world");
    private static readonly string s_digest = RegistryClient.DigestOf(s_content);

    [Test]
    public async Task POST_then_PUT_gives_202_then_201_and_where_the_blob_is()
    {
        var name = await NewRepositoryAsync();
        var begun = (await Client.SendAsync("POST", $"/v2/{name}/blobs/uploads/")).With(202);
        begun.Header("Content-Length").Should().Be("0");
        begun.Header("Range").Should().Be("0-0");
        begun.Location.Should().EndWith($"/v2/{name}/blobs/uploads/{begun.Header("Docker-Upload-UUID")}");

        var done = (await Client.SendAsync("PUT", RegistryClient.With(begun.Location, "digest", s_digest), s_content)).With(201);
        done.Header("Docker-Content-Digest").Should().Be(s_digest);
        (await Client.SendAsync("GET", done.Location)).With(200).Body.Should().Equal(s_content);
    }

    [Test]
    public async Task POST_with_digest_and_body_gives_201_at_once()
    {
        var name = await NewRepositoryAsync();
        var done = (await Client.SendAsync("POST", $"/v2/{name}/blobs/uploads/?digest={s_digest}", s_content)).With(201);
        (await Client.SendAsync("GET", done.Location)).With(200).Body.Should().Equal(s_content);
    }

    [Test]
    public async Task Chunks_in_order_give_202_each_with_the_range_received_and_PUT_without_a_body_ends_them()
    {
        var name = await NewRepositoryAsync();
        var location = await Client.BeginAsync(name);
        var first = (await Client.SendAsync("PATCH", location, s_content[..5], "Content-Range: 0-4")).With(202);
        first.Header("Range").Should().Be("0-4");
        var second = (await Client.SendAsync("PATCH", first.Location, s_content[5..8], "Content-Range: 5-7")).With(202);
        second.Header("Range").Should().Be("0-7");
        var last = RegistryClient.With(second.Location, "digest", s_digest);
        (await Client.SendAsync("PUT", last, s_content[8..], "Content-Range: 8-10")).With(201);
        (await Client.SendAsync("GET", $"/v2/{name}/blobs/{s_digest}")).With(200).Body.Should().Equal(s_content);
    }

    [Test]
    public async Task A_stream_without_ranges_and_PUT_without_a_body_give_202_and_201()
    {
        var name = await NewRepositoryAsync();
        var sent = (await Client.SendAsync("PATCH", await Client.BeginAsync(name), s_content)).With(202);
        (await Client.SendAsync("PUT", RegistryClient.With(sent.Location, "digest", s_digest))).With(201);
    }

    [TestCase("5-10")]
    [TestCase("1-11")]
    [TestCase("bytes 20-30/31")]
    [TestCase("10-0")]
    [TestCase("a-b")]
    [TestCase("0")]
    public async Task A_chunk_out_of_order_gives_416_and_the_right_one_still_fits(string range)
    {
        var name = await NewRepositoryAsync();
        var location = await Client.BeginAsync(name);
        var chunk = range.StartsWith('5') ? s_content[..6] : s_content;
        (await Client.SendAsync("PATCH", location, chunk, $"Content-Range: {range}")).Refused(416, "BLOB_UPLOAD_INVALID");
        (await Client.SendAsync("GET", location)).With(204).Header("Range").Should().Be("0-0");
        (await Client.SendAsync("PATCH", location, s_content, "Content-Range: 0-10")).With(202);
    }

    [Test]
    public async Task A_chunk_of_another_length_than_its_range_gives_400()
    {
        var name = await NewRepositoryAsync();
        (await Client.SendAsync("PATCH", await Client.BeginAsync(name), s_content, "Content-Range: 0-4")).Refused(400, "SIZE_INVALID");
    }

    [Test]
    public async Task GET_of_an_upload_gives_204_and_how_far_it_is()
    {
        var name = await NewRepositoryAsync();
        var location = await Client.BeginAsync(name);
        await Client.SendAsync("PATCH", location, s_content[..5]);
        var answer = (await Client.SendAsync("GET", location)).With(204);
        answer.Header("Range").Should().Be("0-4");
        answer.Location.Should().Be(location);
    }

    [Test]
    public async Task DELETE_of_an_upload_gives_204_and_it_is_gone()
    {
        var name = await NewRepositoryAsync();
        var location = await Client.BeginAsync(name);
        (await Client.SendAsync("DELETE", location)).With(204);
        foreach (var method in new[] { "GET", "PATCH", "PUT", "DELETE" })
            (await Client.SendAsync(method, location, method == "GET" ? null : s_content)).Refused(404, "BLOB_UPLOAD_UNKNOWN");
    }

    [Test]
    public async Task An_upload_belongs_to_its_repository()
    {
        var (mine, other) = (await NewRepositoryAsync(), await NewRepositoryAsync());
        var location = await Client.BeginAsync(mine);
        (await Client.SendAsync("PUT", RegistryClient.With(location.Replace(mine, other, StringComparison.Ordinal), "digest", s_digest), s_content)).Refused(404, "BLOB_UPLOAD_UNKNOWN");
    }

    [TestCase("PUT")]
    [TestCase("POST")]
    public async Task Another_digest_than_that_of_the_bytes_gives_400_and_no_blob(string method)
    {
        var name = await NewRepositoryAsync();
        var wrong = RegistryClient.DigestOf([1, 2, 3]);
        var address = RegistryClient.With(method == "PUT" ? await Client.BeginAsync(name) : $"/v2/{name}/blobs/uploads/", "digest", wrong);
        (await Client.SendAsync(method, address, s_content)).Refused(400, "DIGEST_INVALID");
        (await Client.SendAsync("HEAD", $"/v2/{name}/blobs/{wrong}")).With(404);
        (await Client.SendAsync("HEAD", $"/v2/{name}/blobs/{s_digest}")).With(404);
    }

    [TestCase("")]
    [TestCase("sha256:zz")]
    [TestCase("sha512:0123")]
    [TestCase("sha256:../../etc/passwd")]
    public async Task What_is_no_digest_gives_400(string digest)
    {
        var name = await NewRepositoryAsync();
        (await Client.SendAsync("PUT", RegistryClient.With(await Client.BeginAsync(name), "digest", digest), s_content)).Refused(400, "DIGEST_INVALID");
    }

    [Test]
    public async Task A_blob_of_another_repository_is_mounted_with_201_and_no_bytes()
    {
        var (source, target) = (await NewRepositoryAsync(), await NewRepositoryAsync());
        var digest = await Client.PushAsync(source, s_content);
        var mounted = (await Client.SendAsync("POST", $"/v2/{target}/blobs/uploads/?mount={digest}&from={source}")).With(201);
        mounted.Location.Should().EndWith($"/v2/{target}/blobs/{digest}");
        (await Client.SendAsync("GET", mounted.Location)).With(200).Body.Should().Equal(s_content);
    }

    [Test]
    public async Task What_cannot_be_mounted_begins_an_upload_with_202()
    {
        var (source, target) = (await NewRepositoryAsync(), await NewRepositoryAsync());
        var digest = await Client.PushAsync(source, s_content);
        foreach (var query in new[] { $"mount={digest}&from=no/such", $"mount={digest}", $"mount={RegistryClient.DigestOf([9])}&from={source}", $"mount=nonsense&from={source}" })
        {
            var begun = (await Client.SendAsync("POST", $"/v2/{target}/blobs/uploads/?{query}")).With(202);
            (await Client.SendAsync("GET", begun.Location)).With(204);
        }
    }

    [Test]
    public async Task PUT_of_a_manifest_by_tag_or_digest_gives_201_its_digest_and_where_it_is()
    {
        var name = await NewRepositoryAsync();
        var (manifest, digest) = await Client.PushImageAsync(name, "v1");
        foreach (var reference in new[] { "v2", digest })
        {
            var answer = (await Client.PutManifestAsync(name, reference, manifest)).With(201);
            answer.Header("Docker-Content-Digest").Should().Be(digest);
            (await Client.SendAsync("GET", answer.Location)).With(200).Body.Should().Equal(manifest);
        }
    }

    [Test]
    public async Task PUT_of_a_manifest_under_another_digest_gives_400()
    {
        var name = await NewRepositoryAsync();
        var (manifest, _) = await Client.PushImageAsync(name, "v1");
        (await Client.PutManifestAsync(name, RegistryClient.DigestOf([1]), manifest)).Refused(400, "DIGEST_INVALID");
        (await Client.PutManifestAsync(name, "sha256:zz", manifest)).Refused(400, "DIGEST_INVALID");
    }

    [Test]
    public async Task A_manifest_that_names_blobs_that_are_not_there_gives_400_and_says_which()
    {
        var name = await NewRepositoryAsync();
        var (config, layer) = (RegistryClient.DigestOf([1]), RegistryClient.DigestOf([2]));
        (await Client.PutManifestAsync(name, "v1", RegistryClient.Manifest(config, 1, layer, 1)))
            .Refused(400, "MANIFEST_BLOB_UNKNOWN", $"Layers with digests '*{config}, {layer}*' required for pushing image into repository with name '{name}' in the registry with id '{Account}' do not exist");
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/v1")).With(404);
    }

    [Test]
    public async Task An_index_needs_its_manifests()
    {
        var name = await NewRepositoryAsync();
        var (manifest, digest) = await Client.PushImageAsync(name, null);
        (await Client.PutManifestAsync(name, "all", Index(RegistryClient.DigestOf([1]), 10), RegistryClient.OciIndex)).Refused(400, "MANIFEST_BLOB_UNKNOWN", "Images with digests*");
        (await Client.PutManifestAsync(name, "all", Index(digest, manifest.Length), RegistryClient.OciIndex)).With(201);
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/all")).With(200).Header("Content-Type").Should().Be(RegistryClient.OciIndex);
    }

    [Test]
    public async Task A_manifest_about_another_gives_that_one_in_OCI_Subject_also_before_it_is_there()
    {
        var name = await NewRepositoryAsync();
        var subject = RegistryClient.DigestOf([7]);
        await Client.PushImageAsync(name, "image");
        var about = RegistryClient.Manifest(RegistryClient.DigestOf("{}"u8.ToArray()), 2, RegistryClient.DigestOf("layer"u8.ToArray()), 5, $$"""
            "subject":{"mediaType":"{{RegistryClient.OciManifest}}","digest":"{{subject}}","size":1}
            """.Trim());
        (await Client.PutManifestAsync(name, RegistryClient.DigestOf(about), about)).With(201).Header("OCI-Subject").Should().Be(subject);
    }

    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("")]
    [TestCase("{\"schemaVersion\":2}")]
    public async Task What_is_no_manifest_gives_400(string text)
    {
        var name = await NewRepositoryAsync();
        (await Client.PutManifestAsync(name, "v1", Encoding.UTF8.GetBytes(text))).Refused(400, "MANIFEST_INVALID");
    }

    [Test]
    public async Task A_manifest_of_more_than_4_MiB_gives_413()
    {
        var name = await NewRepositoryAsync();
        var large = new byte[(4 * 1024 * 1024) + 1];
        large.AsSpan().Fill((byte)' ');
        (await Client.PutManifestAsync(name, "v1", large)).Refused(413, "MANIFEST_INVALID");
    }

    [Test]
    public async Task A_manifest_of_4_MiB_is_taken()
    {
        var name = await NewRepositoryAsync();
        var (manifest, _) = await Client.PushImageAsync(name, "v1");
        var largest = new byte[4 * 1024 * 1024];
        largest.AsSpan().Fill((byte)' ');
        manifest.CopyTo(largest, 0);
        (await Client.PutManifestAsync(name, "v2", largest)).With(201);
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/v2")).With(200).Body.Should().Equal(largest);
    }

    [TestCase(".hidden")]
    [TestCase("-dash")]
    [TestCase("a b")]
    public async Task A_tag_of_another_form_gives_400(string tag)
    {
        var name = await NewRepositoryAsync();
        var (manifest, _) = await Client.PushImageAsync(name, "v1");
        (await Client.PutManifestAsync(name, Uri.EscapeDataString(tag), manifest)).Refused(400, "TAG_INVALID");
    }

    [Test]
    public async Task A_tag_that_is_immutable_stays()
    {
        var name = await NewRepositoryAsync(repository => repository with { TagMutability = ImageTagMutability.Immutable });
        var (manifest, digest) = await Client.PushImageAsync(name, "v1");
        (await Client.PutManifestAsync(name, "v1", manifest)).With(201);
        var other = RegistryClient.Manifest(RegistryClient.DigestOf("{}"u8.ToArray()), 2, await Client.PushAsync(name, "other"), 5);
        (await Client.PutManifestAsync(name, "v1", other))
            .Refused(400, "TAG_INVALID", $"The image tag 'v1' already exists in the '{name}' repository and cannot be overwritten because the tag is immutable.");
        (await Client.SendAsync("HEAD", $"/v2/{name}/manifests/v1")).Header("Docker-Content-Digest").Should().Be(digest);
    }

    [Test]
    public async Task Pushing_to_a_repository_that_is_not_there_gives_404_and_makes_none()
    {
        var answer = await Client.SendAsync("POST", "/v2/no/such/blobs/uploads/");
        answer.Refused(404, "NAME_UNKNOWN", $"The repository with name 'no/such' does not exist in the registry with id '{Account}'");
        (await Client.PutManifestAsync("no/such", "v1", "{}"u8.ToArray())).Refused(404, "NAME_UNKNOWN");
        Aws.Engine.Store.Read(Scope).EcrRepositories.Should().NotContainKey("no/such");
    }

    private static byte[] Index(string digest, int size) => Encoding.UTF8.GetBytes(
        $$$"""{"schemaVersion":2,"mediaType":"{{{RegistryClient.OciIndex}}}","manifests":[{"mediaType":"{{{RegistryClient.OciManifest}}}","digest":"{{{digest}}}","size":{{{size}}},"platform":{"architecture":"amd64","os":"linux"}}]}""");
}
