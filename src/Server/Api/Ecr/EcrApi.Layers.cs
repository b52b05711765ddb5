using System.Runtime.CompilerServices;
using Workbook.Engine.Blobs;
using Workbook.Orchestration.Images;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

internal sealed partial class EcrApi
{
    /// <summary>How large ECR wants the parts to be: 10 MiB.</summary>
    private const long PartSize = 10 * 1024 * 1024;

    /// <summary>How large they have to be, but for the last: 5 MiB.</summary>
    private const long LeastPartSize = 5 * 1024 * 1024;

    public ValueTask<InitiateLayerUploadResponse> InitiateLayerUploadAsync(InitiateLayerUploadRequest request, RequestContext context)
    {
        ImageLookup.Repository(Read(context, request.RegistryId, request.RepositoryName), request.RepositoryName);
        try
        {
            return Answer(new InitiateLayerUploadResponse { UploadId = blobs.StartUpload(OwnerOf(context, request.RegistryId, request.RepositoryName!)).Id, PartSize = PartSize });
        }
        catch (BlobException problem)
        {
            throw Refusal(problem);
        }
    }

    public async ValueTask<UploadLayerPartResponse> UploadLayerPartAsync(UploadLayerPartRequest request, RequestContext context)
    {
        var upload = UploadOf(context, request.RegistryId, request.RepositoryName!, request.UploadId!);
        var part = request.LayerPartBlob!.Value;
        var (first, last) = (request.PartFirstByte!.Value, request.PartLastByte!.Value);
        if (last - first + 1 != part.Length)
            throw ImageRefusal.Invalid("layerPartBlob", $"The part has {part.Length} bytes, and the bytes {first} to {last} are {last - first + 1}");
        using var bytes = new MemoryStream(part.ToArray(), writable: false);
        try
        {
            await upload.AppendAsync(bytes, first, context.Cancellation);
        }
        catch (BlobException problem)
        {
            throw problem.Problem == BlobProblem.RangeMismatch
                ? EcrErrors.InvalidLayerPart($"The layer part upload is not valid: expected the first byte to be {upload.Length}, not {first}")
                : Refusal(problem);
        }
        return new() { RegistryId = RegistryOf(context, request.RegistryId).Account, RepositoryName = request.RepositoryName, UploadId = upload.Id, LastByteReceived = last };
    }

    public async ValueTask<CompleteLayerUploadResponse> CompleteLayerUploadAsync(CompleteLayerUploadRequest request, RequestContext context)
    {
        var upload = UploadOf(context, request.RegistryId, request.RepositoryName!, request.UploadId!);
        if (upload.Length == 0) throw EcrErrors.EmptyUpload($"The upload with id '{upload.Id}' has no parts");
        if (upload.ShortestInnerAppend < LeastPartSize) throw EcrErrors.LayerPartTooSmall("Layer parts must be at least 5 MiB in size");
        var name = request.RepositoryName!;
        if (!BlobDigest.TryParse(request.LayerDigests![0], out var digest)) throw EcrErrors.InvalidLayer($"The layer digest '{request.LayerDigests[0]}' is not a SHA-256 digest");
        if (ImageLookup.Layer(Read(context, request.RegistryId, request.RepositoryName), name, digest.ToString()) is not null)
        {
            upload.Cancel();
            throw EcrErrors.LayerAlreadyExists($"Layer with digest '{digest}' already exists in the repository with name '{name}' in the registry with id '{RegistryOf(context, request.RegistryId).Account}'");
        }
        using var kept = await Stored(upload.FinishAsync(digest));
        return await Write(context, request.RegistryId, request.RepositoryName, (world, now) => (
            LayerUploaded.Apply(world, name, digest.ToString(), kept.Length, now),
            new CompleteLayerUploadResponse { RegistryId = world.Scope.Account, RepositoryName = name, UploadId = upload.Id, LayerDigest = digest.ToString() }));
    }

    private BlobUpload UploadOf(RequestContext context, string? registryId, string repositoryName, string uploadId, [CallerMemberName] string operation = "")
    {
        ImageLookup.Repository(Read(context, registryId, repositoryName, operation), repositoryName);
        return blobs.FindUpload(OwnerOf(context, registryId, repositoryName), uploadId) ?? throw EcrErrors.UploadNotFound(
            $"The upload with id '{uploadId}' does not exist in the repository with name '{repositoryName}' in the registry with id '{RegistryOf(context, registryId).Account}'");
    }

    private static string OwnerOf(RequestContext context, string? registryId, string repositoryName) => $"{RegistryOf(context, registryId)}/{repositoryName}";

    /// <summary>What the blob store does not do, in ECR's words.</summary>
    private static async Task<BlobLease> Stored(Task<BlobLease> storing)
    {
        try
        {
            return await storing;
        }
        catch (BlobException problem)
        {
            throw Refusal(problem);
        }
    }

    private static ApiException Refusal(BlobException problem) => problem.Problem switch
    {
        BlobProblem.DigestMismatch => EcrErrors.InvalidLayer(problem.Message),
        BlobProblem.TooManyUploads => EcrErrors.LimitExceeded(problem.Message),
        BlobProblem.DiskFull => new("ServerException", 500, problem.Message),
        _ => EcrErrors.UploadNotFound(problem.Message),
    };
}
