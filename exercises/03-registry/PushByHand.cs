using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Registries;

/// <summary>
/// An image of nothing but bytes, pushed by hand, and run.
/// <list type="number">
/// <item>Create the repository <c>kiosk/news</c>.</item>
/// <item>Make an image of one layer, a tar archive (packed with gzip or not) with one file: <c>request</c> says its <c>path</c> and its <c>text</c>.
/// Its config is for <c>linux</c> and <c>amd64</c>, has the entry point <c>["/app/news"]</c>, the label <c>workbook.app</c> = <c>hello</c>, and in
/// <c>rootfs.diff_ids</c> the digest of the unpacked layer.</item>
/// <item>Push it with the tag <c>1.0</c> through the API of ECR.</item>
/// <item>Register the family <c>news</c> for Fargate (256 CPU units, 512 MiB) with one container, <c>app</c>, that runs the image under the name
/// that it has on AWS: <c>123456789012.dkr.ecr.us-east-1.amazonaws.com/kiosk/news:1.0</c>. The execution role is
/// <c>arn:aws:iam::123456789012:role/ecsTaskExecutionRole</c>.</item>
/// <item>Run one task of it in the cluster <c>kiosk</c>, which is there, on Fargate (subnet <c>subnet-0a1b2c3d</c>), and come back when it is
/// RUNNING.</item>
/// </list>
/// </summary>
public static class PushByHand
{
    /// <param name="aws">You need <c>aws.Ecr</c> and <c>aws.Ecs</c>.</param>
    /// <param name="request">The file of the layer: <c>{ "path": "…", "text": "…" }</c>.</param>
    public static async Task RunAsync(Aws aws, JsonElement request)
    {
        var (path, text) = (request.GetProperty("path").GetString()!, request.GetProperty("text").GetString()!);
        Console.WriteLine($"{path} has {text.Length} characters.");

        throw new NotImplementedException("PushByHand only reads the request so far. Make the layer next, with a TarWriter, and its digest.");
    }
}
