using System.Text;
using System.Text.RegularExpressions;

namespace Workbook.Server.Tests.Registry;

/// <summary>What is done to both registries, step by step, and what each answered, as lines that can be compared.</summary>
/// <param name="client">Of one of the registries.</param>
/// <param name="root">Where it is.</param>
internal sealed partial class OracleScenario(RegistryClient client, Uri root)
{
    private const string Name = "team/app", Mounted = "team/other";

    private static readonly byte[] s_layer = Encoding.UTF8.GetBytes("hello world");
    private static readonly byte[] s_config = Encoding.UTF8.GetBytes("{}");
    private static readonly string s_layerDigest = RegistryClient.DigestOf(s_layer), s_configDigest = RegistryClient.DigestOf(s_config), s_absent = RegistryClient.DigestOf([0]);

    private static readonly string[] Shown =
    [
        "Content-Type", "Content-Length", "Location", "Range", "Content-Range", "Docker-Content-Digest", "Docker-Upload-UUID", "Docker-Distribution-Api-Version",
        "ETag", "Accept-Ranges", "Cache-Control", "Link",
    ];

    private readonly List<OracleLine> _lines = [];

    public async Task<IReadOnlyList<OracleLine>> RunAsync()
    {
        await UploadsAsync();
        await BlobsAsync();
        await ManifestsAsync();
        await DeletesAsync();
        return _lines;
    }

    private async Task UploadsAsync()
    {
        await StepAsync("ping", "GET", "/v2/");
        var upload = (await StepAsync("begin", "POST", $"/v2/{Name}/blobs/uploads/")).Location;
        upload = (await StepAsync("first chunk", "PATCH", upload, s_layer[..5])).Location;
        await StepAsync("status", "GET", upload);
        upload = (await StepAsync("last chunk", "PATCH", upload, s_layer[5..])).Location;
        await StepAsync("finish", "PUT", RegistryClient.With(upload, "digest", s_layerDigest));
        await StepAsync("finish again", "PUT", RegistryClient.With(upload, "digest", s_layerDigest));
        upload = await client.BeginAsync(Name);
        await StepAsync("whole", "PUT", RegistryClient.With(upload, "digest", s_configDigest), s_config);
        upload = await client.BeginAsync(Name);
        await StepAsync("cancel", "DELETE", upload);
        await StepAsync("status of none", "GET", upload);
        upload = await client.BeginAsync(Name);
        await StepAsync("finish without a digest", "PUT", upload, s_layer);
        upload = await client.BeginAsync(Name);
        await StepAsync("finish with no digest", "PUT", RegistryClient.With(upload, "digest", "sha256:zz"), s_layer);
        upload = await client.BeginAsync(Name);
        await StepAsync("finish with the wrong digest", "PUT", RegistryClient.With(upload, "digest", s_absent), s_layer);
        await StepAsync("whole in one", "POST", $"/v2/{Name}/blobs/uploads/?digest={s_layerDigest}", s_layer);
        await StepAsync("mount", "POST", $"/v2/{Mounted}/blobs/uploads/?mount={s_layerDigest}&from={Name}");
        await StepAsync("mount of none", "POST", $"/v2/{Mounted}/blobs/uploads/?mount={s_absent}&from={Name}");
    }

    private async Task BlobsAsync()
    {
        await StepAsync("blob", "GET", $"/v2/{Name}/blobs/{s_layerDigest}");
        await StepAsync("look at a blob", "HEAD", $"/v2/{Name}/blobs/{s_layerDigest}");
        await StepAsync("part of a blob", "GET", $"/v2/{Name}/blobs/{s_layerDigest}", null, "Range: bytes=2-4");
        await StepAsync("end of a blob", "GET", $"/v2/{Name}/blobs/{s_layerDigest}", null, "Range: bytes=-3");
        // Not a part that is not there: the reference announces eleven bytes with its 416, and sends none.
        await StepAsync("no blob", "GET", $"/v2/{Name}/blobs/{s_absent}");
        await StepAsync("look at no blob", "HEAD", $"/v2/{Name}/blobs/{s_absent}");
        await StepAsync("blob of no digest", "GET", $"/v2/{Name}/blobs/sha256:zz");
        await StepAsync("blob that is known", "GET", $"/v2/{Name}/blobs/{s_layerDigest}", null, $"If-None-Match: \"{s_layerDigest}\"");
    }

    private async Task ManifestsAsync()
    {
        var manifest = RegistryClient.Manifest(s_configDigest, s_config.Length, s_layerDigest, s_layer.Length);
        var digest = RegistryClient.DigestOf(manifest);
        var accept = $"Accept: {RegistryClient.OciManifest}";
        await PutAsync("image by tag", "v1", manifest);
        await PutAsync("image by digest", digest, manifest);
        await PutAsync("image by the wrong digest", s_absent, manifest);
        await PutAsync("image without its layer", "v2", RegistryClient.Manifest(s_configDigest, s_config.Length, s_absent, 1));
        await PutAsync("no JSON", "v2", Encoding.UTF8.GetBytes("{"));
        await StepAsync("manifest by tag", "GET", $"/v2/{Name}/manifests/v1", null, accept);
        await StepAsync("manifest by digest", "GET", $"/v2/{Name}/manifests/{digest}", null, accept);
        await StepAsync("look at a manifest", "HEAD", $"/v2/{Name}/manifests/v1", null, accept);
        await StepAsync("manifest that is known", "GET", $"/v2/{Name}/manifests/v1", null, accept, $"If-None-Match: \"{digest}\"");
        await StepAsync("manifest of another type", "GET", $"/v2/{Name}/manifests/v1", null, "Accept: application/vnd.docker.distribution.manifest.v2+json");
        await StepAsync("no manifest by tag", "GET", $"/v2/{Name}/manifests/none", null, accept);
        await StepAsync("no manifest by digest", "GET", $"/v2/{Name}/manifests/{s_absent}", null, accept);
        await StepAsync("tags", "GET", $"/v2/{Name}/tags/list");
        await StepAsync("tags of no repository", "GET", "/v2/no/such/tags/list");
        await StepAsync("catalog", "GET", "/v2/_catalog");
        await StepAsync("catalog by pages", "GET", "/v2/_catalog?n=1");
        await StepAsync("referrers", "GET", $"/v2/{Name}/referrers/{digest}");
    }

    private async Task DeletesAsync()
    {
        var digest = RegistryClient.DigestOf(RegistryClient.Manifest(s_configDigest, s_config.Length, s_layerDigest, s_layer.Length));
        await StepAsync("delete an image", "DELETE", $"/v2/{Name}/manifests/{digest}");
        await StepAsync("delete no image", "DELETE", $"/v2/{Name}/manifests/{digest}");
        await StepAsync("tags when none is left", "GET", $"/v2/{Name}/tags/list");
        await StepAsync("delete a blob", "DELETE", $"/v2/{Mounted}/blobs/{s_layerDigest}");
        await StepAsync("delete no blob", "DELETE", $"/v2/{Mounted}/blobs/{s_layerDigest}");
        await StepAsync("another name", "GET", "/v2/UPPER/tags/list");
        await StepAsync("another address", "GET", $"/v2/{Name}");
        await StepAsync("another method", "POST", $"/v2/{Name}/tags/list", []);
    }

    private Task<RegistryAnswer> PutAsync(string step, string reference, byte[] manifest) =>
        StepAsync(step, "PUT", $"/v2/{Name}/manifests/{reference}", manifest, $"Content-Type: {RegistryClient.OciManifest}");

    private async Task<RegistryAnswer> StepAsync(string step, string method, string address, byte[]? content = null, params string[] headers)
    {
        var answer = await client.SendAsync(method, address, content, headers);
        _lines.Add(new(step, "status", $"{answer.Status}"));
        var isError = answer.Status >= 400;
        // How long an error's text is follows from its words.
        foreach (var header in Shown.Where(header => answer.Header(header) is not null && !(isError && header == "Content-Length"))) _lines.Add(new(step, header, Comparable(answer.Header(header)!)));
        if (isError && answer.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) == true && answer.Body.Length > 0)
        {
            var error = answer.Json.GetProperty("errors")[0];
            foreach (var part in error.EnumerateObject()) _lines.Add(new(step, part.Name, part.Value.ToString()));
        }
        else if (answer.Body.Length > 0)
        {
            _lines.Add(new(step, "body", answer.Text.Trim()));
        }
        return answer;
    }

    // What differs each time, or by where the registry is: the address, the id of an upload, what the reference hides in its addresses.
    private string Comparable(string text) => Uuid().Replace(State().Replace(text.Replace(root.ToString(), "http://registry/", StringComparison.Ordinal), ""), "ID");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\?_state=.*$")]
    private static partial Regex State();
}

/// <summary>One thing that a registry said.</summary>
/// <param name="Step">When.</param>
/// <param name="What">The status, a header, or a part of the body.</param>
/// <param name="Value">What it said.</param>
internal sealed record OracleLine(string Step, string What, string Value);
