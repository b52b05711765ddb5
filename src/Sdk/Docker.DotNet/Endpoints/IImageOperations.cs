using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>
/// The Engine API's images. Pulls, imports, builds, loads and pushes report their progress; what fails after the answer began is
/// reported as a message with <see cref="JSONMessage.Error"/> and not thrown.
/// </summary>
public interface IImageOperations
{
    Task<IList<ImagesListResponse>> ListImagesAsync(ImagesListParameters parameters, CancellationToken cancellationToken = default);

    /// <param name="contents">A tar archive with the Dockerfile and what it copies; it is disposed of.</param>
    Task BuildImageFromDockerfileAsync(ImageBuildParameters parameters, Stream contents, IEnumerable<AuthConfig>? authConfigs, IDictionary<string, string>? headers, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    /// <summary>Pulls an image.</summary>
    /// <exception cref="DockerApiException">404: there is no such image, or it needs credentials. 500: the registry cannot be reached.</exception>
    Task CreateImageAsync(ImagesCreateParameters parameters, AuthConfig authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    Task CreateImageAsync(ImagesCreateParameters parameters, AuthConfig authConfig, IDictionary<string, string>? headers, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    /// <summary>Imports an image with one layer.</summary>
    /// <param name="imageStream">A tar archive with the layer's files; it is disposed of.</param>
    Task CreateImageAsync(ImagesCreateParameters parameters, Stream? imageStream, AuthConfig authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    Task CreateImageAsync(ImagesCreateParameters parameters, Stream? imageStream, AuthConfig authConfig, IDictionary<string, string>? headers, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    /// <exception cref="DockerImageNotFoundException">There is no such image.</exception>
    Task<ImageInspectResponse> InspectImageAsync(string name, CancellationToken cancellationToken = default);

    Task PushImageAsync(string name, ImagePushParameters parameters, AuthConfig authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    /// <exception cref="DockerImageNotFoundException">There is no such image.</exception>
    Task TagImageAsync(string name, ImageTagParameters parameters, CancellationToken cancellationToken = default);

    /// <returns>What was done, in order: maps from Untagged or Deleted to a name or id.</returns>
    /// <exception cref="DockerImageNotFoundException">There is no such image.</exception>
    /// <exception cref="DockerApiException">409: it is in use.</exception>
    Task<IList<IDictionary<string, string>>> DeleteImageAsync(string name, ImageDeleteParameters parameters, CancellationToken cancellationToken = default);

    /// <exception cref="DockerImageNotFoundException">There is no such image.</exception>
    Task<Stream> SaveImageAsync(string name, CancellationToken cancellationToken = default);

    /// <param name="imageStream">A tar archive as <c>docker save</c> writes it; it is disposed of.</param>
    Task LoadImageAsync(ImageLoadParameters parameters, Stream imageStream, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);
}
