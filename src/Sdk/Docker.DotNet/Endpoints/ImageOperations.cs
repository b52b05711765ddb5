using System.Text.Json;
using Docker.DotNet.Models;

namespace Docker.DotNet;

internal sealed class ImageOperations(EngineApi api) : IImageOperations
{
    public async Task<IList<ImagesListResponse>> ListImagesAsync(ImagesListParameters parameters, CancellationToken cancellationToken)
    {
        var query = new Query()
            .Add("all", parameters.All)
            .Add("filters", parameters.Filters)
            .Add("shared-size", parameters.SharedSize)
            .Add("digests", parameters.Digests);
        return await api.ReadAsync(new Call(HttpMethod.Get, "images/json", query), DockerJson.Default.ImagesListResponseArray, cancellationToken);
    }

    public Task BuildImageFromDockerfileAsync(ImageBuildParameters parameters, Stream contents, IEnumerable<AuthConfig>? authConfigs, IDictionary<string, string>? headers, IProgress<JSONMessage> progress, CancellationToken cancellationToken)
    {
        var query = new Query()
            .Add("t", parameters.Tags)
            .Add("q", parameters.SuppressOutput)
            .Add("remote", parameters.RemoteContext)
            .Add("nocache", parameters.NoCache)
            .Add("rm", parameters.Remove)
            .Add("forcerm", parameters.ForceRemove)
            .Add("pull", parameters.Pull)
            .Add("cpusetcpus", parameters.CPUSetCPUs)
            .Add("cpushares", parameters.CPUShares)
            .Add("cpuquota", parameters.CPUQuota)
            .Add("cpuperiod", parameters.CPUPeriod)
            .Add("memory", parameters.Memory)
            .Add("memswap", parameters.MemorySwap)
            .Add("networkmode", parameters.NetworkMode)
            .Add("shmsize", parameters.ShmSize)
            .Add("dockerfile", parameters.Dockerfile)
            .Add("buildargs", parameters.BuildArgs)
            .Add("labels", parameters.Labels)
            .Add("squash", parameters.Squash)
            .Add("extrahosts", parameters.ExtraHosts)
            .Add("target", parameters.Target)
            .Add("platform", parameters.Platform)
            .Add("version", parameters.Version);
        var credentials = (authConfigs ?? []).Where(one => !string.IsNullOrEmpty(one.ServerAddress)).GroupBy(one => one.ServerAddress!).ToDictionary(group => group.Key, group => group.Last());
        var config = JsonSerializer.SerializeToUtf8Bytes(credentials, DockerJson.Default.DictionaryStringAuthConfig);
        var call = new Call(HttpMethod.Post, "build", query) { Content = EngineApi.Tar(contents), Headers = With("X-Registry-Config", config, headers) };
        return api.MonitorAsync(call, DockerJson.Default.JSONMessage, progress, cancellationToken);
    }

    public Task CreateImageAsync(ImagesCreateParameters parameters, AuthConfig authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken) =>
        CreateImageAsync(parameters, imageStream: null, authConfig, headers: null, progress, cancellationToken);

    public Task CreateImageAsync(ImagesCreateParameters parameters, AuthConfig authConfig, IDictionary<string, string>? headers, IProgress<JSONMessage> progress, CancellationToken cancellationToken) =>
        CreateImageAsync(parameters, imageStream: null, authConfig, headers, progress, cancellationToken);

    public Task CreateImageAsync(ImagesCreateParameters parameters, Stream? imageStream, AuthConfig authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken) =>
        CreateImageAsync(parameters, imageStream, authConfig, headers: null, progress, cancellationToken);

    public Task CreateImageAsync(ImagesCreateParameters parameters, Stream? imageStream, AuthConfig authConfig, IDictionary<string, string>? headers, IProgress<JSONMessage> progress, CancellationToken cancellationToken)
    {
        var query = new Query()
            .Add("fromImage", parameters.FromImage)
            .Add("fromSrc", imageStream is null ? parameters.FromSrc : "-")
            .Add("repo", parameters.Repo)
            .Add("tag", parameters.Tag)
            .Add("message", parameters.Message)
            .Add("changes", parameters.Changes)
            .Add("platform", parameters.Platform);
        var call = new Call(HttpMethod.Post, "images/create", query)
        {
            Content = imageStream is null ? null : EngineApi.Tar(imageStream),
            Headers = With(authConfig, headers),
        };
        return api.MonitorAsync(call, DockerJson.Default.JSONMessage, progress, cancellationToken);
    }

    public Task<ImageInspectResponse> InspectImageAsync(string name, CancellationToken cancellationToken) =>
        api.ReadAsync(Image(HttpMethod.Get, name, "/json"), DockerJson.Default.ImageInspectResponse, cancellationToken);

    public Task PushImageAsync(string name, ImagePushParameters parameters, AuthConfig authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken)
    {
        var query = new Query().Add("tag", parameters.Tag).Add("platform", parameters.Platform);
        var call = new Call(HttpMethod.Post, $"images/{Call.Segment(name)}/push", query) { Headers = With(authConfig, null) };
        return api.MonitorAsync(call, DockerJson.Default.JSONMessage, progress, cancellationToken);
    }

    public Task TagImageAsync(string name, ImageTagParameters parameters, CancellationToken cancellationToken) =>
        api.SendAsync(Image(HttpMethod.Post, name, "/tag", new Query().Add("repo", parameters.RepositoryName).Add("tag", parameters.Tag)), cancellationToken);

    public async Task<IList<IDictionary<string, string>>> DeleteImageAsync(string name, ImageDeleteParameters parameters, CancellationToken cancellationToken)
    {
        var query = new Query().Add("force", parameters.Force).Add("noprune", parameters.NoPrune);
        return await api.ReadAsync(Image(HttpMethod.Delete, name, "", query), DockerJson.Default.DictionaryStringStringArray, cancellationToken);
    }

    public async Task<Stream> SaveImageAsync(string name, CancellationToken cancellationToken)
    {
        var response = await api.OpenAsync(Image(HttpMethod.Get, name, "/get"), cancellationToken);
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    public Task LoadImageAsync(ImageLoadParameters parameters, Stream imageStream, IProgress<JSONMessage> progress, CancellationToken cancellationToken)
    {
        var call = new Call(HttpMethod.Post, "images/load", new Query().Add("quiet", parameters.Quiet)) { Content = EngineApi.Tar(imageStream) };
        return api.MonitorAsync(call, DockerJson.Default.JSONMessage, progress, cancellationToken);
    }

    private static Call Image(HttpMethod method, string name, string what, Query? query = null) =>
        new(method, $"images/{Call.Segment(name)}{what}", query) { Missing = Missing.Image };

    private static Dictionary<string, string> With(AuthConfig? credentials, IDictionary<string, string>? headers) =>
        With("X-Registry-Auth", JsonSerializer.SerializeToUtf8Bytes(credentials ?? new AuthConfig(), DockerJson.Default.AuthConfig), headers);

    // In the alphabet for URLs, with padding; a header of the caller's takes the place of one of ours.
    private static Dictionary<string, string> With(string name, byte[] json, IDictionary<string, string>? headers)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [name] = Convert.ToBase64String(json).Replace('+', '-').Replace('/', '_') };
        foreach (var (key, value) in headers ?? new Dictionary<string, string>()) all[key] = value;
        return all;
    }
}
