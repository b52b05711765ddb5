using Workbook.Orchestration.Images;
using Workbook.Shapes;

namespace Workbook.Orchestration.Tests.Images;

/// <summary>What is no lifecycle policy, in ECR's words.</summary>
public class LifecyclePolicyTests
{
    private const string Age = "\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"countNumber\":14";
    private const string Count = "\"countType\":\"imageCountMoreThan\",\"countNumber\":1";
    private const string Expire = "\"action\":{\"type\":\"expire\"}";
    private const string Archive = "\"action\":{\"type\":\"transition\",\"targetStorageClass\":\"archive\"}";

    [TestCase("no json", "Could not map policyString into LifecyclePolicy.")]
    [TestCase("[]", "Could not map policyString into LifecyclePolicy.")]
    [TestCase("{}", "object has missing required properties ([\"rules\"])")]
    [TestCase("{\"rules\":{}}", "instance type (object) does not match any allowed primitive type (allowed: [\"array\"])")]
    [TestCase("{\"rules\":[5]}", "instance type (integer) does not match any allowed primitive type (allowed: [\"object\"])")]
    [TestCase("{\"rules\":[{}]}", "object has missing required properties ([\"action\",\"rulePriority\",\"selection\"])")]
    [TestCase("{\"rules\":[],\"more\":1}", "object instance has properties which are not allowed by the schema: ([\"more\"])")]
    public void Is_refused(string text, string why) => Refused(text, why);

    [TestCase("\"tagStatus\":\"some\"," + Age, Expire, "instance value (\"some\") not found in enum (possible values: [\"any\",\"tagged\",\"untagged\"])")]
    [TestCase("\"tagStatus\":\"any\"," + Count, "\"action\":{\"type\":\"burn\"}", "instance value (\"burn\") not found in enum (possible values: [\"expire\",\"transition\"])")]
    [TestCase("\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":0", Expire, "numeric instance is lower than the required minimum (minimum: 1, found: 0)")]
    [TestCase("\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":\"1\"", Expire, "instance type (string) does not match any allowed primitive type (allowed: [\"integer\"])")]
    [TestCase("\"tagStatus\":\"any\",\"countType\":\"sinceImagePushed\",\"countNumber\":1", Expire, "instance failed to match exactly one schema (matched 0 out of 2)")]
    [TestCase("\"tagStatus\":\"any\",\"countUnit\":\"days\"," + Count, Expire, "instance failed to match exactly one schema (matched 0 out of 2)")]
    [TestCase("\"tagStatus\":\"tagged\"," + Age, Expire, "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.")]
    [TestCase("\"tagStatus\":\"untagged\",\"tagPrefixList\":[\"v\"]," + Age, Expire, "Must not specify tagPrefixList or tagPatternList when tagStatus=UNTAGGED.")]
    [TestCase("\"tagStatus\":\"tagged\",\"tagPrefixList\":[\"v\"],\"tagPatternList\":[\"v\"]," + Age, Expire, "Must specify either tagPrefixList or tagPatternList, but not both.")]
    [TestCase("\"tagStatus\":\"tagged\",\"tagPatternList\":[\"*1*2*3*4*5\"]," + Age, Expire, "tagPatternList entries can have at most 4 wildcards: *1*2*3*4*5")]
    [TestCase("\"tagStatus\":\"any\",\"countType\":\"sinceImagePulled\",\"countUnit\":\"days\",\"countNumber\":1", Expire, "Action type must be TRANSITION when countType=SINCE_IMAGE_PULLED.")]
    [TestCase("\"tagStatus\":\"any\",\"countType\":\"sinceImageTransitioned\",\"countUnit\":\"days\",\"countNumber\":90", Expire, "storageClass must be ARCHIVE when countType=SINCE_IMAGE_TRANSITIONED.")]
    [TestCase("\"tagStatus\":\"any\",\"storageClass\":\"archive\",\"countType\":\"sinceImageTransitioned\",\"countUnit\":\"days\",\"countNumber\":89", Expire, "countNumber must be at least 90 when countType=SINCE_IMAGE_TRANSITIONED.")]
    [TestCase("\"tagStatus\":\"any\",\"storageClass\":\"archive\"," + Count, Expire, "storageClass must be STANDARD unless countType=SINCE_IMAGE_TRANSITIONED.")]
    [TestCase("\"tagStatus\":\"any\"," + Count, "\"action\":{\"type\":\"transition\"}", "Must specify targetStorageClass when action type is TRANSITION.")]
    public void A_rule_is_refused(string selection, string action, string why) => Refused($$"""{"rules":[{"rulePriority":1,"selection":{ {{selection}} },{{action}}}]}""", why);

    [TestCase("any", "untagged", "Rule for tagStatus=ANY must have the lowest priority per storage class")]
    [TestCase("untagged", "untagged", "Only one rule can select Untagged images per storage class")]
    [TestCase("any", "any", "Rule for tagStatus=ANY must have the lowest priority per storage class")]
    public void Rules_have_to_get_along(string first, string second, string why) => Refused(
        $$"""{"rules":[{"rulePriority":1,"selection":{"tagStatus":"{{first}}",{{Count}} },{{Expire}}},{"rulePriority":2,"selection":{"tagStatus":"{{second}}",{{Count}} },{{Expire}}}]}""", why);

    [Test]
    public void Priorities_are_unique() => Refused(
        $$"""{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged",{{Count}} },{{Expire}}},{"rulePriority":1,"selection":{"tagStatus":"any",{{Count}} },{{Expire}}}]}""", "Rule priorities must be unique.");

    [Test]
    public void Rules_are_applied_by_priority_however_they_are_written()
    {
        var policy = LifecyclePolicy.Parse(
            $$"""{"rules":[{"rulePriority":20,"description":"all","selection":{"tagStatus":"any",{{Count}} },{{Archive}}},{"rulePriority":3,"selection":{"tagStatus":"untagged",{{Age}} },{{Expire}}}]}""");

        policy.Rules.Select(rule => rule.Priority).Should().Equal(3, 20);
        policy.Rules[1].Action.Should().Be(LifecycleAction.Transition);
    }

    private static void Refused(string text, string why)
    {
        var parsing = () => LifecyclePolicy.Parse(text);

        parsing.Should().Throw<ApiException>()
            .WithMessage($"Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: {why.Replace("*", "?", StringComparison.Ordinal)}'");
    }
}
