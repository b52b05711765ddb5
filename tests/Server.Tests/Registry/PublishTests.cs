using System.Text;
using Workbook.Server.Tests.Clients;

namespace Workbook.Server.Tests.Registry;

/// <summary>Without any Docker: the .NET SDK takes its base image from the registry and pushes what it builds.</summary>
internal sealed class PublishTests : RegistryFixture
{
    [Test]
    public async Task Dotnet_publish_builds_an_image_and_pushes_it()
    {
        var env = ClientProgram.Find("env", "a Unix environment");
        using var programs = new RegistryPrograms(Aws.Endpoint, Account, Region);
        var (from, to) = (await NewRepositoryAsync(), await NewRepositoryAsync());
        var config = """{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin:/bin"]},"rootfs":{"type":"layers","diff_ids":[]}}""";
        var manifest = Encoding.UTF8.GetBytes(
            $$$"""{"schemaVersion":2,"mediaType":"{{{RegistryClient.OciManifest}}}","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{{await Client.PushAsync(from, config)}}}","size":{{{config.Length}}}},"layers":[]}""");
        (await Client.PutManifestAsync(from, "1", manifest)).With(201);
        programs.Write("config.json", $$$$"""{"auths":{"{{{{programs.Host}}}}":{"auth":"{{{{await TokenAsync(Account)}}}}"}}}""");
        var project = programs.Write("hello/hello.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><UseAppHost>false</UseAppHost></PropertyGroup>
            </Project>
            """);
        programs.Write("hello/Program.cs", "System.Console.WriteLine(\"hello\");");
        // What a folder above may say is not meant for this project.
        foreach (var settings in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }) programs.Write($"hello/{settings}", "<Project />");
        programs.Write("hello/Directory.Build.rsp", "");

        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        (await ClientProgram.RunAsync(Aws.Endpoint, Account, Region, env, $"DOCKER_CONFIG={programs.Folder}", dotnet, "publish", project, "-t:PublishContainer", "-nodeReuse:false",
            $"-p:ContainerRegistry={programs.Host}", $"-p:ContainerRepository={to}", "-p:ContainerImageTag=v1", $"-p:ContainerBaseImage={programs.Host}/{from}:1", "-p:ContainerRuntimeIdentifier=linux-x64")).Succeeded();

        var pushed = (await Client.SendAsync("GET", $"/v2/{to}/manifests/v1")).With(200).Json;
        var written = (await Client.SendAsync("GET", $"/v2/{to}/blobs/{pushed.GetProperty("config").GetProperty("digest").GetString()}")).With(200).Json;
        written.GetProperty("config").GetProperty("Entrypoint").EnumerateArray().Last().GetString().Should().Be("/app/hello.dll");
        var layer = pushed.GetProperty("layers")[0];
        (await Client.SendAsync("GET", $"/v2/{to}/blobs/{layer.GetProperty("digest").GetString()}")).With(200).Body.Should().HaveCount(layer.GetProperty("size").GetInt32());
    }
}
