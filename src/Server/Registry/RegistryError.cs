using Workbook.Engine.Blobs;
using Workbook.Shapes;

namespace Workbook.Server.Registry;

/// <summary>
/// A refusal, in the form of the OCI distribution specification: <c>{"errors":[{"code":…,"message":…,"detail":…}]}</c>. The
/// messages are ECR's where ECR has one, else those of the reference implementation.
/// </summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">A code of the specification, such as <c>NAME_UNKNOWN</c>.</param>
/// <param name="message">The text, which clients show.</param>
internal sealed class RegistryError(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>What more there is to say, such as the digest that is meant; null for nothing.</summary>
    public object? Detail { get; init; }

    public static RegistryError NotAuthorized() => new(401, "UNAUTHORIZED", "Not Authorized");

    public static RegistryError TokenExpired() => new(403, "DENIED", "Your authorization token has expired. Reauthenticate and try again.");

    public static RegistryError Denied(string message) => new(403, "DENIED", message);

    public static RegistryError NameInvalid(string form) =>
        new(400, "NAME_INVALID", $"Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '{form}''");

    public static RegistryError NotFound() => new(404, "UNSUPPORTED", "The registry has nothing at this address.");

    public static RegistryError MethodNotAllowed() => new(405, "UNSUPPORTED", "The operation is unsupported.");

    public static RegistryError ManifestUnknown() => new(404, "MANIFEST_UNKNOWN", "Requested image not found");

    /// <summary>It has to be restored before it can be pulled.</summary>
    public static RegistryError ManifestArchived() => new(404, "MANIFEST_UNKNOWN", "Requested image is archived");

    public static RegistryError ManifestTooLarge(int limit) => new(413, "MANIFEST_INVALID", $"The manifest has more than {limit} bytes.");

    public static RegistryError BlobUnknown(string digest) => new(404, "BLOB_UNKNOWN", "blob unknown to registry") { Detail = digest };

    public static RegistryError DigestInvalid(string detail) => new(400, "DIGEST_INVALID", "provided digest did not match uploaded content") { Detail = detail };

    public static RegistryError SizeInvalid(string detail) => new(400, "SIZE_INVALID", "provided length did not match content length") { Detail = detail };

    public static RegistryError UploadUnknown() => new(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");

    public static RegistryError UploadInvalid(int status, string message) => new(status, "BLOB_UPLOAD_INVALID", message);

    public static RegistryError PageInvalid() => new(400, "PAGINATION_NUMBER_INVALID", "invalid number of results requested");

    /// <summary>How ECR's errors look from the registry.</summary>
    public static RegistryError Of(ApiException error) => error.Code switch
    {
        "RepositoryNotFoundException" => new(404, "NAME_UNKNOWN", error.Message),
        "ImageNotFoundException" => ManifestUnknown(),
        "ImageTagAlreadyExistsException" => new(400, "TAG_INVALID", error.Message),
        "ImageDigestDoesNotMatchException" => new(400, "DIGEST_INVALID", error.Message),
        "LayersNotFoundException" or "ReferencedImagesNotFoundException" => new(400, "MANIFEST_BLOB_UNKNOWN", error.Message),
        "InvalidParameterException" => new(400, "MANIFEST_INVALID", error.Message),
        "LimitExceededException" => Denied(error.Message),
        _ => new(error.Status, "UNKNOWN", error.Message),
    };

    public static RegistryError Of(BlobException error) => error.Problem switch
    {
        BlobProblem.DigestMismatch => DigestInvalid(error.Message),
        BlobProblem.RangeMismatch => UploadInvalid(416, error.Message),
        BlobProblem.UploadEnded => UploadUnknown(),
        BlobProblem.UploadBusy => UploadInvalid(409, error.Message),
        BlobProblem.TooManyUploads => new(429, "TOOMANYREQUESTS", error.Message),
        BlobProblem.DiskFull => new(507, "UNKNOWN", error.Message),
        _ => throw new System.Diagnostics.UnreachableException($"{error.Problem}"),
    };
}
