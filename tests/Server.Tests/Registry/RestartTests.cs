using Workbook.Engine.Time;
using Workbook.Orchestration.Images;

namespace Workbook.Server.Tests.Registry;

/// <summary>What was pushed outlives the process, and so does the login.</summary>
internal sealed class RestartTests : RegistryFixture
{
    [Test]
    public async Task Images_and_logins_outlive_the_process_and_uploads_do_not()
    {
        var folder = Directory.CreateTempSubdirectory("workbook-test-");
        try
        {
            string token, upload, digest;
            byte[] manifest;
            await using (var aws = await StartAsync(folder))
            {
                await aws.Engine.Store.UpdateAsync(Scope, (world, now) => (world.Put(new EcrRepository("team/app", now)), 0));
                token = await TokenAsync(aws.Endpoint);
                using var before = new RegistryClient(aws.Endpoint, token);
                (manifest, digest) = await before.PushImageAsync("team/app", "v1");
                upload = await before.BeginAsync("team/app");
                (await before.SendAsync("PATCH", upload, new byte[1000])).With(202);
            }
            await using (var aws = await StartAsync(folder))
            {
                using var after = new RegistryClient(aws.Endpoint, token);
                (await after.SendAsync("GET", "/v2/team/app/manifests/v1")).With(200).Body.Should().Equal(manifest);
                (await after.SendAsync("GET", $"/v2/team/app/manifests/{digest}")).With(200);
                (await after.SendAsync("GET", $"/v2/team/app/blobs/{RegistryClient.DigestOf("layer"u8.ToArray())}")).With(200).Text.Should().Be("layer");
                (await after.SendAsync("GET", new Uri(upload).PathAndQuery)).Refused(404, "BLOB_UPLOAD_UNKNOWN");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<LocalAws> StartAsync(DirectoryInfo folder) => LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Manual, DataFolder = folder.FullName } });
}
