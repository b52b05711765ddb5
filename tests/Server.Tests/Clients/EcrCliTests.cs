using System.Text;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>ECR through the AWS CLI: the course's commands as they are typed, and what it says when something is wrong.</summary>
internal sealed class EcrCliTests() : ClientFixture(ClockMode.Manual)
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Sid":"pull","Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}""";

    private const string Lifecycle =
        """{"rules":[{"rulePriority":1,"description":"Keep only one untagged image","selection":{"tagStatus":"untagged","countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}]}""";

    private AwsCli Ecr(string account) => new(Aws.Endpoint, account, Region, "ecr");

    [Test]
    public async Task A_repository_from_its_creation_to_its_end()
    {
        var account = NewAccount();
        var ecr = Ecr(account);
        var created = await ecr.CallAsync(
            "create-repository", "--repository-name", "team/web", "--image-scanning-configuration", "scanOnPush=true", "--image-tag-mutability", "IMMUTABLE", "--tags", "Key=team,Value=blue");
        created.Text("repository.repositoryArn").Should().Be($"arn:aws:ecr:{Region}:{account}:repository/team/web");
        created.Text("repository.repositoryUri").Should().Be($"localhost:{Aws.Endpoint.Port}/team/web");
        created.Text("repository.encryptionConfiguration.encryptionType").Should().Be("AES256");

        var described = (await ecr.CallAsync("describe-repositories", "--repository-names", "team/web")).At("repositories.0");
        (described.Text("registryId"), described.Text("imageTagMutability"), described.At("imageScanningConfiguration.scanOnPush").GetBoolean()).Should().Be((account, "IMMUTABLE", true));
        (await ecr.CallAsync("list-tags-for-resource", "--resource-arn", described.Text("repositoryArn"))).Text("tags.0.Value").Should().Be("blue");

        await ecr.CallAsync("set-repository-policy", "--repository-name", "team/web", "--policy-text", Policy);
        (await ecr.CallAsync("get-repository-policy", "--repository-name", "team/web")).Text("policyText").Should().Be(Policy);
        await ecr.CallAsync("delete-repository-policy", "--repository-name", "team/web");
        await ecr.CallAsync("put-image-tag-mutability", "--repository-name", "team/web", "--image-tag-mutability", "MUTABLE");
        (await ecr.CallAsync("delete-repository", "--repository-name", "team/web")).Text("repository.imageTagMutability").Should().Be("MUTABLE");
        (await ecr.CallAsync("describe-repositories")).At("repositories").GetArrayLength().Should().Be(0);
    }

    [Test]
    public async Task Mistakes_are_told_in_the_words_of_ECR()
    {
        var account = NewAccount();
        var ecr = Ecr(account);
        await ecr.CallAsync("create-repository", "--repository-name", "web");

        await ecr.RefusedAsync("RepositoryAlreadyExistsException", "CreateRepository", $"The repository with name 'web' already exists in the registry with id '{account}'", "create-repository", "--repository-name", "web");
        await ecr.RefusedAsync("RepositoryNotFoundException", "ListImages", $"The repository with name 'gone' does not exist in the registry with id '{account}'", "list-images", "--repository-name", "gone");
        await ecr.RefusedAsync(
            "RepositoryPolicyNotFoundException", "GetRepositoryPolicy", $"Repository policy does not exist for the repository with name 'web' in the registry with id '{account}'",
            "get-repository-policy", "--repository-name", "web");
        await ecr.RefusedAsync(
            "InvalidParameterException", "CreateRepository",
            @"Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*''",
            "create-repository", "--repository-name", "../Web");
        await ecr.RefusedAsync(
            "InvalidParameterException", "PutImageTagMutability",
            "Invalid parameter at 'imageTagMutability' failed to satisfy constraint: 'Member must satisfy enum value set: [MUTABLE, IMMUTABLE, IMMUTABLE_WITH_EXCLUSION, MUTABLE_WITH_EXCLUSION]'",
            "put-image-tag-mutability", "--repository-name", "web", "--image-tag-mutability", "SOMETIMES");
        await ecr.RefusedAsync(
            "InvalidParameterException", "PutLifecyclePolicy", "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: Could not map policyString into LifecyclePolicy.'",
            "put-lifecycle-policy", "--repository-name", "web", "--lifecycle-policy-text", new string('x', 100));
        await ecr.RefusedAsync("InvalidParameterException", "SetRepositoryPolicy", "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
            "set-repository-policy", "--repository-name", "web", "--policy-text", "{}");
    }

    [Test]
    public async Task The_password_of_the_login_is_the_tokens()
    {
        var ecr = Ecr(NewAccount());
        var data = (await ecr.CallAsync("get-authorization-token")).At("authorizationData.0");

        data.Text("proxyEndpoint").Should().Be($"http://localhost:{Aws.Endpoint.Port}");
        Encoding.ASCII.GetString(Convert.FromBase64String(data.Text("authorizationToken"))).Should().MatchRegex("^AWS:[A-Za-z0-9_.-]+$");
        var expires = DateTimeOffset.Parse(data.Text("expiresAt"), System.Globalization.CultureInfo.InvariantCulture);
        expires.Should().BeCloseTo(Aws.Engine.Clock.GetUtcNow() + TimeSpan.FromHours(12), TimeSpan.FromSeconds(1));
        var login = await ClientProgram.RunAsync(
            Aws.Endpoint, ecr.Account, Region, ClientProgram.Find("aws", "apt-get install awscli"), "--endpoint-url", Aws.Endpoint.ToString(), "ecr", "get-login-password");
        login.Succeeded().Output.Trim().Should().MatchRegex("^[A-Za-z0-9_.-]+$");
    }

    [Test]
    public async Task A_lifecycle_policy_is_tried_and_put()
    {
        var ecr = Ecr(NewAccount());
        await ecr.CallAsync("create-repository", "--repository-name", "web");

        (await ecr.CallAsync("start-lifecycle-policy-preview", "--repository-name", "web", "--lifecycle-policy-text", Lifecycle)).Text("status").Should().Be("IN_PROGRESS");
        await ecr.CallAsync("wait", "lifecycle-policy-preview-complete", "--repository-name", "web");
        (await ecr.CallAsync("get-lifecycle-policy-preview", "--repository-name", "web")).At("summary.expiringImageTotalCount").GetInt32().Should().Be(0);
        await ecr.CallAsync("put-lifecycle-policy", "--repository-name", "web", "--lifecycle-policy-text", Lifecycle);
        var policy = await ecr.CallAsync("get-lifecycle-policy", "--repository-name", "web");
        (policy.Text("lifecyclePolicyText"), policy.Text("lastEvaluatedAt")).Should().Be((Lifecycle, "1970-01-01T00:00:00+00:00"));
        await ecr.CallAsync("delete-lifecycle-policy", "--repository-name", "web");
    }

    [Test]
    public async Task The_settings_of_a_registry()
    {
        var account = NewAccount();
        var ecr = Ecr(account);
        var replication = $$"""{"rules":[{"destinations":[{"region":"eu-west-1","registryId":"{{account}}"}],"repositoryFilters":[{"filter":"prod","filterType":"PREFIX_MATCH"}]}]}""";

        await ecr.CallAsync("put-replication-configuration", "--replication-configuration", replication);
        (await ecr.CallAsync("describe-registry")).Text("replicationConfiguration.rules.0.destinations.0.region").Should().Be("eu-west-1");
        await ecr.CallAsync("put-registry-policy", "--policy-text", Policy);
        (await ecr.CallAsync("get-registry-policy")).Text("policyText").Should().Be(Policy);
        await ecr.CallAsync("delete-registry-policy");
        await ecr.RefusedAsync("RegistryPolicyNotFoundException", "GetRegistryPolicy", $"Registry policy does not exist in the registry with id '{account}'", "get-registry-policy");
        await ecr.CallAsync("put-registry-scanning-configuration", "--scan-type", "BASIC", "--rules", """[{"scanFrequency":"SCAN_ON_PUSH","repositoryFilters":[{"filter":"prod","filterType":"WILDCARD"}]}]""");
        await ecr.CallAsync("create-repository", "--repository-name", "prod/web");
        (await ecr.CallAsync("batch-get-repository-scanning-configuration", "--repository-names", "prod/web", "gone")).Text("scanningConfigurations.0.scanFrequency").Should().Be("SCAN_ON_PUSH");
        (await ecr.CallAsync("create-pull-through-cache-rule", "--ecr-repository-prefix", "quay", "--upstream-registry-url", "quay.io")).Text("registryId").Should().Be(account);
        (await ecr.CallAsync("describe-pull-through-cache-rules")).Text("pullThroughCacheRules.0.upstreamRegistryUrl").Should().Be("quay.io");
        await ecr.CallAsync("delete-pull-through-cache-rule", "--ecr-repository-prefix", "quay");
    }

    [Test]
    public async Task The_public_gallery_is_in_one_region()
    {
        var account = NewAccount();
        var gallery = new AwsCli(Aws.Endpoint, account, "us-east-1", "ecr-public");
        var created = await gallery.CallAsync("create-repository", "--repository-name", "web", "--catalog-data", "description=A web server,architectures=x86-64");
        created.Text("catalogData.description").Should().Be("A web server");
        var uri = (await gallery.CallAsync("describe-registries")).Text("registries.0.registryUri");
        (await gallery.CallAsync("describe-repositories")).Text("repositories.0.repositoryUri").Should().Be($"{uri}/web");
        (await gallery.CallAsync("get-authorization-token")).Text("authorizationData.authorizationToken").Should().NotBeEmpty();
        (await gallery.CallAsync("describe-images", "--repository-name", "web")).At("imageDetails").GetArrayLength().Should().Be(0);
        await gallery.CallAsync("delete-repository", "--repository-name", "web");

        await new AwsCli(Aws.Endpoint, account, Region, "ecr-public").RefusedAsync(
            "UnsupportedCommandException", "DescribeRepositories", $"Amazon ECR Public has its API in us-east-1 only, not in {Region}.", "describe-repositories");
    }
}
