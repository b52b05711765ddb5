namespace Workbook.Server.Tests.BadInput;

/// <summary>Requests to ECR that are well-formed, one or more for each operation that is served: what mutants are made from.</summary>
internal static class ValidEcrRequests
{
    private const string Sha = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Upload = "\"uploadId\":\"6a1b2c3d-0000-4000-8000-0123456789ab\"";
    private const string Image = "\"repositoryName\":\"web\",\"imageId\":{\"imageTag\":\"v1\"}";

    private const string Lifecycle =
        """{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"tagged\",\"tagPatternList\":[\"v*\"],\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"countNumber\":9},\"action\":{\"type\":\"expire\"}}]}""";

    private const string Policy = """{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"ecr:BatchGetImage\"]}]}""";

    private const string Index = """{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[],\"annotations\":{\"a\":\"b\"}}""";

    public static readonly (string Operation, string Body)[] All =
    [
        ("CreateRepository", """
            {"repositoryName":"team/new","tags":[{"Key":"a","Value":"b"}],"imageTagMutability":"IMMUTABLE_WITH_EXCLUSION","imageScanningConfiguration":{"scanOnPush":true},
             "imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"dev-*"}],"encryptionConfiguration":{"encryptionType":"KMS","kmsKey":"alias/own"}}
            """),
        ("DescribeRepositories", """{"repositoryNames":["web","prod/api"]}"""),
        ("DescribeRepositories", """{"maxResults":1,"nextToken":"YWZ0ZXI6YQ=="}"""),
        ("DeleteRepository", """{"repositoryName":"team/new","force":true}"""),
        ("GetAuthorizationToken", """{"registryIds":["000000000042"]}"""),
        ("PutImageTagMutability", """{"repositoryName":"web","imageTagMutability":"MUTABLE_WITH_EXCLUSION","imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"v*"}]}"""),
        ("PutImageScanningConfiguration", """{"repositoryName":"web","imageScanningConfiguration":{"scanOnPush":true}}"""),
        ("SetRepositoryPolicy", $$"""{"repositoryName":"web","policyText":"{{Policy}}","force":false}"""),
        ("GetRepositoryPolicy", """{"repositoryName":"web"}"""),
        ("DeleteRepositoryPolicy", """{"repositoryName":"web"}"""),
        ("TagResource", """{"resourceArn":"arn:aws:ecr:us-east-1:000000000042:repository/web","tags":[{"Key":"a","Value":"b"}]}"""),
        ("UntagResource", """{"resourceArn":"arn:aws:ecr:us-east-1:000000000042:repository/web","tagKeys":["a"]}"""),
        ("ListTagsForResource", """{"resourceArn":"arn:aws:ecr:us-east-1:000000000042:repository/web"}"""),
        ("PutLifecyclePolicy", $$"""{"repositoryName":"web","lifecyclePolicyText":"{{Lifecycle}}"}"""),
        ("GetLifecyclePolicy", """{"repositoryName":"web"}"""),
        ("DeleteLifecyclePolicy", """{"repositoryName":"web"}"""),
        ("StartLifecyclePolicyPreview", $$"""{"repositoryName":"web","lifecyclePolicyText":"{{Lifecycle}}"}"""),
        ("GetLifecyclePolicyPreview", """{"repositoryName":"web","maxResults":5,"filter":{"tagStatus":"TAGGED"}}"""),
        ("PutImage", $$"""{"repositoryName":"web","imageManifest":"{{Index}}","imageManifestMediaType":"application/vnd.oci.image.index.v1+json","imageTag":"v1"}"""),
        ("BatchGetImage", $$"""{"repositoryName":"web","imageIds":[{"imageTag":"v1"},{"imageDigest":"{{Sha}}"}],"acceptedMediaTypes":["text/plain"]}"""),
        ("BatchDeleteImage", """{"repositoryName":"web","imageIds":[{"imageTag":"v1"}]}"""),
        ("DescribeImages", """{"repositoryName":"web","maxResults":2,"filter":{"tagStatus":"TAGGED","imageStatus":"ACTIVE"}}"""),
        ("DescribeImages", """{"repositoryName":"web","imageIds":[{"imageTag":"v1"}]}"""),
        ("ListImages", """{"repositoryName":"web","filter":{"tagStatus":"ANY","imageStatus":"ANY"}}"""),
        ("ListImageReferrers", $$"""{"repositoryName":"web","subjectId":{"imageDigest":"{{Sha}}"},"filter":{"artifactTypes":["a/b"],"artifactStatus":"ANY"},"maxResults":9}"""),
        ("UpdateImageStorageClass", $$"""{ {{Image}},"targetStorageClass":"ARCHIVE"}"""),
        ("DescribeImageReplicationStatus", $$"""{ {{Image}} }"""),
        ("DescribeImageSigningStatus", $$"""{ {{Image}} }"""),
        ("BatchCheckLayerAvailability", $$"""{"repositoryName":"web","layerDigests":["{{Sha}}"]}"""),
        ("InitiateLayerUpload", """{"repositoryName":"web"}"""),
        ("UploadLayerPart", $$"""{"repositoryName":"web",{{Upload}},"partFirstByte":0,"partLastByte":2,"layerPartBlob":"YWJj"}"""),
        ("CompleteLayerUpload", $$"""{"repositoryName":"web",{{Upload}},"layerDigests":["{{Sha}}"]}"""),
        ("GetDownloadUrlForLayer", $$"""{"repositoryName":"web","layerDigest":"{{Sha}}"}"""),
        ("DescribeRegistry", "{}"),
        ("PutReplicationConfiguration", """
            {"replicationConfiguration":{"rules":[{"destinations":[{"region":"eu-west-1","registryId":"000000000042"}],"repositoryFilters":[{"filter":"prod/","filterType":"PREFIX_MATCH"}]}]}}
            """),
        ("PutRegistryPolicy", $$"""{"policyText":"{{Policy}}"}"""),
        ("GetRegistryPolicy", "{}"),
        ("DeleteRegistryPolicy", "{}"),
        ("PutRegistryScanningConfiguration", """{"scanType":"ENHANCED","rules":[{"scanFrequency":"CONTINUOUS_SCAN","repositoryFilters":[{"filter":"prod","filterType":"WILDCARD"}]}]}"""),
        ("GetRegistryScanningConfiguration", "{}"),
        ("BatchGetRepositoryScanningConfiguration", """{"repositoryNames":["web","gone"]}"""),
        ("StartImageScan", """{"repositoryName":"web","imageId":{"imageTag":"v1"}}"""),
        ("DescribeImageScanFindings", """{"repositoryName":"web","imageId":{"imageTag":"v1"},"maxResults":10}"""),
        ("GetAccountSetting", """{"name":"BLOB_MOUNTING"}"""),
        ("PutAccountSetting", """{"name":"REGISTRY_POLICY_SCOPE","value":"V2"}"""),
        ("PutSigningConfiguration", """{"signingConfiguration":{"rules":[{"signingProfileArn":"arn:aws:signer:us-east-1:000000000042:/signing-profiles/own","repositoryFilters":[{"filter":"*","filterType":"WILDCARD_MATCH"}]}]}}"""),
        ("GetSigningConfiguration", "{}"),
        ("DeleteSigningConfiguration", "{}"),
        ("RegisterPullTimeUpdateExclusion", """{"principalArn":"arn:aws:iam::000000000042:role/scanner"}"""),
        ("DeregisterPullTimeUpdateExclusion", """{"principalArn":"arn:aws:iam::000000000042:role/scanner"}"""),
        ("ListPullTimeUpdateExclusions", """{"maxResults":10}"""),
        ("CreatePullThroughCacheRule", """{"ecrRepositoryPrefix":"quay","upstreamRegistryUrl":"quay.io","upstreamRegistry":"quay","upstreamRepositoryPrefix":"ROOT"}"""),
        ("UpdatePullThroughCacheRule", """{"ecrRepositoryPrefix":"quay","customRoleArn":"arn:aws:iam::000000000042:role/r"}"""),
        ("DescribePullThroughCacheRules", """{"ecrRepositoryPrefixes":["quay"]}"""),
        ("ValidatePullThroughCacheRule", """{"ecrRepositoryPrefix":"quay"}"""),
        ("DeletePullThroughCacheRule", """{"ecrRepositoryPrefix":"quay"}"""),
        ("CreateRepositoryCreationTemplate", $$"""
            {"prefix":"prod","description":"d","appliedFor":["REPLICATION","PULL_THROUGH_CACHE"],"imageTagMutability":"IMMUTABLE","encryptionConfiguration":{"encryptionType":"AES256"},
             "resourceTags":[{"Key":"a","Value":"b"}],"repositoryPolicy":"{{Policy}}","lifecyclePolicy":"{{Lifecycle}}"}
            """),
        ("UpdateRepositoryCreationTemplate", """{"prefix":"prod","description":"e","appliedFor":["CREATE_ON_PUSH"],"imageTagMutability":"MUTABLE"}"""),
        ("DescribeRepositoryCreationTemplates", """{"maxResults":1}"""),
        ("DeleteRepositoryCreationTemplate", """{"prefix":"prod"}"""),
    ];
}
