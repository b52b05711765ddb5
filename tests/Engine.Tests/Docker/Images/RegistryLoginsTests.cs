using Docker.DotNet.Models;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Docker.Images;
using Workbook.Engine.Tests.State;

namespace Workbook.Engine.Tests.Docker.Images;

/// <summary>The logins of Docker's config.json.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RegistryLoginsTests : IDisposable
{
    // student:pass:word
    private const string Auth = "c3R1ZGVudDpwYXNzOndvcmQ=";

    private readonly TempFolder _folder = new();

    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Dispose();
    }

    private AuthConfig LoginFor(string image, string? config)
    {
        if (config is not null) File.WriteAllText(Path.Combine(_folder.Path, "config.json"), config);
        return new RegistryLogins(_folder.Path).For(ImageReference.Parse(image));
    }

    [TestCase("registry.example.com:5000/team/app:1", "registry.example.com:5000")]
    [TestCase("nginx", "https://index.docker.io/v1/")]
    [TestCase("docker.io/student/app", "https://index.docker.io/v1/")]
    public void A_login_is_that_of_the_image_s_registry(string image, string server)
    {
        var login = LoginFor(image, $$"""{ "auths": { "other.example.com": { "auth": "bm86bm8=" }, "{{server}}": { "auth": "{{Auth}}" } } }""");

        login.Should().BeEquivalentTo(new AuthConfig { Username = "student", Password = "pass:word", ServerAddress = server });
    }

    [Test]
    public void An_empty_store_of_credentials_is_none()
    {
        var login = LoginFor("nginx", $$"""{ "auths": { "https://index.docker.io/v1/": { "auth": "{{Auth}}" } }, "credsStore": "" }""");

        login.Username.Should().Be("student");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{ "auths": [] }""")]
    [TestCase("""{ "auths": { "other.example.com": { "auth": "bm86bm8=" } } }""")]
    [TestCase("""{ "auths": { "https://index.docker.io/v1/": {} } }""")]
    [TestCase("""{ "auths": { "https://index.docker.io/v1/": null } }""")]
    [TestCase("""{ "auths": { "https://index.docker.io/v1/": { "auth": 5 } } }""")]
    [TestCase("""{ "auths": { "https://index.docker.io/v1/": { "auth": "***" } } }""")]
    [TestCase("""{ "auths": { "https://index.docker.io/v1/": { "auth": "bm9jb2xvbg==" } } }""")]
    [TestCase("""{ "credHelpers": 5, "credsStore": ["x"] }""")]
    [TestCase("""{ "credsStore": "no-such-program-is-anywhere" }""")]
    public void Without_one_an_image_is_pulled_by_nobody(string? config) => LoginFor("nginx", config).Should().BeEquivalentTo(new AuthConfig());

    [TestCase("registry.example.com/app", """{"ServerURL":"registry.example.com","Username":"student","Secret":"s3cr3t"}""", "student", "s3cr3t", null)]
    [TestCase("registry.example.com/app", """{"Username":"<token>","Secret":"t0ken"}""", null, null, "t0ken")]
    [TestCase("registry.example.com/app", "[]", null, null, null)]
    [TestCase("registry.example.com/app", "{}", null, null, null)]
    [TestCase("registry.example.com/app", """{"Username":5,"Secret":5}""", null, null, null)]
    [TestCase("registry.example.com/app", "credentials not found in native keychain", null, null, null)]
    [TestCase("nginx", """{"Username":"student","Secret":"s3cr3t"}""", null, null, null)]
    [Platform(Exclude = "Win")]
    public void A_credential_helper_is_asked_for_its_registry(string image, string answer, string? user, string? password, string? token)
    {
        var helper = Path.Combine(_folder.Path, "docker-credential-test");
        // It answers for the one registry that it is asked about.
        File.WriteAllText(helper, $"#!/bin/sh\nread -r server\ntest \"$1 $server\" = 'get registry.example.com' || exit 1\ncat <<'END'\n{answer}\nEND\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(helper, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Environment.SetEnvironmentVariable("PATH", $"{_folder.Path}{Path.PathSeparator}{_path}");

        var login = LoginFor(image, """{ "credHelpers": { "registry.example.com": "test" } }""");

        (login.Username, login.Password, login.IdentityToken).Should().Be((user, password, token));
    }
}
