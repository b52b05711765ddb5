using Workbook.Server.Tests.Clients;

namespace Workbook.Server.Tests.Registry;

/// <summary>The programs that learners use with registries; each is skipped for where it is not installed.</summary>
/// <param name="endpoint">Of this workbook.</param>
/// <param name="account">Whose registry.</param>
/// <param name="region">Where.</param>
internal sealed class RegistryPrograms(Uri endpoint, string account, string region) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-registry-test-");

    /// <summary>As images are named: <c>localhost:PORT</c>.</summary>
    public string Host { get; } = $"localhost:{endpoint.Port}";

    /// <summary>A folder for what they write.</summary>
    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Skips the test unless there is Docker, and BusyBox for an image that does something.</summary>
    public async Task NeedDockerAsync()
    {
        ClientProgram.Find("docker", "apt-get install docker.io");
        if (!File.Exists("/bin/busybox")) Assert.Ignore("BusyBox is not installed. To run this test: apt-get install busybox-static");
        var info = await RunAsync(ClientProgram.Find("docker", "apt-get install docker.io"), "info");
        if (info.ExitCode != 0) Assert.Ignore("No Docker Engine answers. To run this test: dockerd &");
    }

    /// <summary>Calls docker with settings of its own, so that nobody's logins are touched.</summary>
    public Task<ProgramResult> DockerAsync(params string[] arguments) =>
        RunAsync(ClientProgram.Find("docker", "apt-get install docker.io"), ["--config", Folder, .. arguments]);

    public async Task<ProgramResult> SkopeoAsync(params string[] arguments) =>
        (await RunAsync(ClientProgram.Find("skopeo", "apt-get install skopeo"), arguments)).Succeeded();

    /// <summary>As the course types it: <c>aws ecr get-login-password | docker login …</c></summary>
    public Task<ProgramResult> LoginAsync() => ShellAsync(
        $"{ClientProgram.Find("aws", "apt-get install awscli")} --endpoint-url {endpoint} ecr get-login-password | docker --config {Folder} login --username AWS --password-stdin {Host}");

    public Task<ProgramResult> ShellAsync(string line) => RunAsync(ClientProgram.Find("sh", "a Unix shell"), "-c", line);

    /// <summary>Writes a file into the folder and answers with its path.</summary>
    public string Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    private Task<ProgramResult> RunAsync(string program, params string[] arguments) => ClientProgram.RunAsync(endpoint, account, region, program, arguments);
}
