namespace Workbook.Server.Tests.Registry;

/// <summary>The OCI distribution specification's requirements on content discovery and content management, a test for each.</summary>
internal sealed class DiscoveryTests : RegistryFixture
{
    [Test]
    public async Task GET_of_the_registry_itself_gives_200()
    {
        foreach (var path in new[] { "/v2/", "/v2" })
        {
            var answer = (await Client.SendAsync("GET", path)).With(200);
            answer.Text.Should().Be("{}");
            answer.Header("Docker-Distribution-Api-Version").Should().Be("registry/2.0");
        }
    }

    [Test]
    public async Task Tags_are_listed_in_order()
    {
        var name = await NewRepositoryAsync();
        (await Client.SendAsync("GET", $"/v2/{name}/tags/list")).With(200).Text.Should().Be($$"""{"name":"{{name}}","tags":[]}""");
        var (manifest, _) = await Client.PushImageAsync(name, "v2");
        foreach (var tag in new[] { "latest", "v10", "v1" }) await Client.PutManifestAsync(name, tag, manifest);
        (await Client.SendAsync("GET", $"/v2/{name}/tags/list")).Text.Should().Be($$"""{"name":"{{name}}","tags":["latest","v1","v10","v2"]}""");
    }

    [Test]
    public async Task Tags_come_in_pages_that_Link_joins()
    {
        var name = await NewRepositoryAsync();
        var (manifest, _) = await Client.PushImageAsync(name, "a");
        foreach (var tag in new[] { "b", "c", "d", "e" }) await Client.PutManifestAsync(name, tag, manifest);

        var pages = new List<string>();
        for (var address = $"/v2/{name}/tags/list?n=2"; ;)
        {
            var answer = (await Client.SendAsync("GET", address)).With(200);
            pages.Add(string.Join("", answer.Json.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString())));
            if (answer.Header("Link") is not { } link) break;
            link.Should().EndWith(">; rel=\"next\"");
            address = link[1..link.IndexOf('>', StringComparison.Ordinal)];
        }
        pages.Should().Equal("ab", "cd", "e");
    }

    [TestCase("n=0", "")]
    [TestCase("n=5", "abc")]
    [TestCase("n=3", "abc")]
    [TestCase("last=a", "bc")]
    [TestCase("last=aa", "bc")]
    [TestCase("last=zzz", "")]
    [TestCase("n=1&last=b", "c")]
    public async Task A_last_page_has_no_Link(string query, string tags)
    {
        var name = await NewRepositoryAsync();
        var (manifest, _) = await Client.PushImageAsync(name, "a");
        foreach (var tag in new[] { "b", "c" }) await Client.PutManifestAsync(name, tag, manifest);
        var answer = (await Client.SendAsync("GET", $"/v2/{name}/tags/list?{query}")).With(200);
        string.Join("", answer.Json.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString())).Should().Be(tags);
        answer.Header("Link").Should().BeNull();
    }

    [TestCase("-1")]
    [TestCase("x")]
    [TestCase("99999999999")]
    public async Task A_page_length_that_is_none_gives_400(string count)
    {
        var name = await NewRepositoryAsync();
        (await Client.SendAsync("GET", $"/v2/{name}/tags/list?n={count}")).Refused(400, "PAGINATION_NUMBER_INVALID");
    }

    [Test]
    public async Task The_catalog_lists_the_registrys_repositories()
    {
        var names = new[] { await NewRepositoryAsync(), await NewRepositoryAsync() };
        var all = (await Client.SendAsync("GET", "/v2/_catalog")).With(200).Json.GetProperty("repositories").EnumerateArray().Select(each => each.GetString()).ToList();
        all.Should().Contain(names).And.BeInAscendingOrder(StringComparer.Ordinal);
        (await Client.SendAsync("GET", "/v2/_catalog?n=1")).With(200).Header("Link").Should().Be($"</v2/_catalog?last={Uri.EscapeDataString(all[0]!)}&n=1>; rel=\"next\"");
    }

    [Test]
    public async Task Referrers_are_listed_with_their_type_and_annotations_and_filtered_by_type()
    {
        var name = await NewRepositoryAsync();
        var (image, subject) = await Client.PushImageAsync(name, "v1");
        var (signature, signatureDigest) = await Client.PushImageAsync(name, null, "signature", About("signature/v1", subject, image.Length));
        var (_, sbomDigest) = await Client.PushImageAsync(name, null, "sbom", About("sbom/v1", subject, image.Length));

        var all = (await Client.SendAsync("GET", $"/v2/{name}/referrers/{subject}")).With(200);
        all.Header("Content-Type").Should().Be(RegistryClient.OciIndex);
        all.Header("OCI-Filters-Applied").Should().BeNull();
        all.Json.GetProperty("manifests").EnumerateArray().Select(each => each.GetProperty("digest").GetString()).Should().BeEquivalentTo([signatureDigest, sbomDigest]);

        var filtered = (await Client.SendAsync("GET", $"/v2/{name}/referrers/{subject}?artifactType=signature/v1")).With(200);
        filtered.Header("OCI-Filters-Applied").Should().Be("artifactType");
        filtered.Text.Should().Be($$$"""
            {"schemaVersion":2,"mediaType":"{{{RegistryClient.OciIndex}}}","manifests":[{"mediaType":"{{{RegistryClient.OciManifest}}}","digest":"{{{signatureDigest}}}","size":{{{signature.Length}}},"artifactType":"signature/v1","annotations":{"by":"me"}}]}
            """.Trim());
    }

    [Test]
    public async Task What_nobody_refers_to_has_an_empty_list_of_referrers()
    {
        var name = await NewRepositoryAsync();
        (await Client.SendAsync("GET", $"/v2/{name}/referrers/{RegistryClient.DigestOf([1])}")).With(200).Json.GetProperty("manifests").GetArrayLength().Should().Be(0);
        (await Client.SendAsync("GET", $"/v2/{name}/referrers/nonsense")).Refused(400, "DIGEST_INVALID");
    }

    [Test]
    public async Task DELETE_of_a_tag_gives_202_and_leaves_the_image_to_its_other_tags()
    {
        var name = await NewRepositoryAsync();
        var (manifest, digest) = await Client.PushImageAsync(name, "v1");
        await Client.PutManifestAsync(name, "v2", manifest);
        (await Client.SendAsync("DELETE", $"/v2/{name}/manifests/v1")).With(202);
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/v1")).Refused(404, "MANIFEST_UNKNOWN");
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/{digest}")).With(200);
        (await Client.SendAsync("DELETE", $"/v2/{name}/manifests/v2")).With(202);
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/{digest}")).Refused(404, "MANIFEST_UNKNOWN");
    }

    [Test]
    public async Task DELETE_of_a_manifest_gives_202_and_takes_its_tags_and_layers()
    {
        var name = await NewRepositoryAsync();
        var (_, digest) = await Client.PushImageAsync(name, "v1");
        (await Client.SendAsync("DELETE", $"/v2/{name}/manifests/{digest}")).With(202);
        (await Client.SendAsync("GET", $"/v2/{name}/tags/list")).Json.GetProperty("tags").GetArrayLength().Should().Be(0);
        (await Client.SendAsync("HEAD", $"/v2/{name}/blobs/{RegistryClient.DigestOf("layer"u8.ToArray())}")).With(404);
    }

    [Test]
    public async Task DELETE_of_what_is_not_there_gives_404()
    {
        var name = await NewRepositoryAsync();
        (await Client.SendAsync("DELETE", $"/v2/{name}/manifests/v1")).Refused(404, "MANIFEST_UNKNOWN");
        (await Client.SendAsync("DELETE", $"/v2/{name}/manifests/{RegistryClient.DigestOf([1])}")).Refused(404, "MANIFEST_UNKNOWN");
        (await Client.SendAsync("DELETE", $"/v2/{name}/blobs/{RegistryClient.DigestOf([1])}")).Refused(404, "BLOB_UNKNOWN");
    }

    [Test]
    public async Task DELETE_of_a_blob_gives_202_unless_an_image_has_it()
    {
        var name = await NewRepositoryAsync();
        var loose = await Client.PushAsync(name, "loose");
        (await Client.SendAsync("DELETE", $"/v2/{name}/blobs/{loose}")).With(202);
        (await Client.SendAsync("HEAD", $"/v2/{name}/blobs/{loose}")).With(404);

        await Client.PushImageAsync(name, "v1");
        var used = RegistryClient.DigestOf("layer"u8.ToArray());
        (await Client.SendAsync("DELETE", $"/v2/{name}/blobs/{used}")).Refused(405, "UNSUPPORTED");
        (await Client.SendAsync("HEAD", $"/v2/{name}/blobs/{used}")).With(200);
    }

    private static string About(string type, string subject, int size) => $$"""
        "artifactType":"{{type}}","annotations":{"by":"me"},"subject":{"mediaType":"{{RegistryClient.OciManifest}}","digest":"{{subject}}","size":{{size}}}
        """.Trim();
}
