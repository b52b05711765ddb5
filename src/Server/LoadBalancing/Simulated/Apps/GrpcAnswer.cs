using Microsoft.AspNetCore.Http;

namespace Workbook.Server.LoadBalancing.Simulated.Apps;

/// <summary>What a gRPC server answers that has the health service of gRPC's health checking protocol, and no other.</summary>
internal static class GrpcAnswer
{
    private const string Check = "/grpc.health.v1.Health/Check";
    private const string Ok = "0", Unimplemented = "12";

    /// <summary>A message of two bytes, not compressed: the field status (1) is SERVING (1).</summary>
    private static readonly byte[] Serving = [0, 0, 0, 0, 2, 0x08, 0x01];

    public static async Task SendAsync(AppRequest request)
    {
        var response = request.Http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        if (request.Http.Request.Path != Check)
        {
            response.Headers["grpc-status"] = Unimplemented;
            return;
        }
        response.DeclareTrailer("grpc-status");
        await response.Body.WriteAsync(Serving, request.Http.RequestAborted);
        response.AppendTrailer("grpc-status", Ok);
    }
}
