using Workbook.Orchestration;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Api.Elb;
using Workbook.Server.Api.Elbv2;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.BadInput;

/// <summary>What <see cref="ValidQueryRequests"/> is, for both APIs of Elastic Load Balancing; they are about the default network of the caller's account.</summary>
internal static class ValidElbRequests
{
    private const string Region = "us-east-1";
    private const string Account = "000000000042";
    private const string Prefix = $"arn:aws:elasticloadbalancing:{Region}:{Account}";
    private const string Balancer = $"{Prefix}:loadbalancer/app/web/0123456789abcdef";
    private const string Listener = $"{Prefix}:listener/app/web/0123456789abcdef/0123456789abcdef";
    private const string Rule = $"{Prefix}:listener-rule/app/web/0123456789abcdef/0123456789abcdef/0123456789abcdef";
    private const string Group = $"{Prefix}:targetgroup/blue/0123456789abcdef";
    private const string Certificate = $"arn:aws:acm:{Region}:{Account}:certificate/0123";

    private static readonly World World = DefaultNetwork.Ensure(new(new AccountRegion(Account, Region)));
    private static readonly string Vpc = DefaultNetwork.DefaultVpcId(World)!;
    private const string Id = "0123456789abcdef";
    private static readonly string Subnets = string.Join(",", World.Ec2<Ec2Subnet>(EntityKind.Subnet, Vpc).Select(subnet => $"\"{subnet.Id}\""));

    public static readonly QueryService Elbv2 = new("elasticloadbalancing", "2015-12-01", ".member", typeof(Elbv2Api),
    [
        ("DescribeAccountLimits", """{"PageSize":5}"""),
        ("CreateLoadBalancer", $$"""{"Name":"web","Subnets":[{{Subnets}}],"Scheme":"internal","Tags":[{"Key":"team","Value":"a"}]}"""),
        ("CreateLoadBalancer", $$"""{"Name":"net","Type":"network","SubnetMappings":[{"SubnetId":{{Subnets.Split(',')[0]}}}]}"""),
        ("DeleteLoadBalancer", $$"""{"LoadBalancerArn":"{{Balancer}}0"}"""),
        ("DescribeLoadBalancers", """{"PageSize":5}"""),
        ("SetSubnets", $$"""{"LoadBalancerArn":"{{Balancer}}","Subnets":[{{Subnets}}]}"""),
        ("SetSecurityGroups", $$"""{"LoadBalancerArn":"{{Balancer}}","SecurityGroups":["sg-0123456789abcdef0"]}"""),
        ("SetIpAddressType", $$"""{"LoadBalancerArn":"{{Balancer}}","IpAddressType":"ipv4"}"""),
        ("DescribeLoadBalancerAttributes", $$"""{"LoadBalancerArn":"{{Balancer}}"}"""),
        ("ModifyLoadBalancerAttributes", $$"""{"LoadBalancerArn":"{{Balancer}}","Attributes":[{"Key":"idle_timeout.timeout_seconds","Value":"30"}]}"""),
        ("DescribeCapacityReservation", $$"""{"LoadBalancerArn":"{{Balancer}}"}"""),
        ("CreateTargetGroup", $$$"""{"Name":"blue","Protocol":"HTTP","Port":80,"VpcId":"{{{Vpc}}}","TargetType":"ip","Matcher":{"HttpCode":"200-299"}}"""),
        ("CreateTargetGroup", $$"""{"Name":"net","Protocol":"TCP","Port":80,"VpcId":"{{Vpc}}","HealthCheckIntervalSeconds":10}"""),
        ("ModifyTargetGroup", $$"""{"TargetGroupArn":"{{Group}}","HealthCheckPath":"/health"}"""),
        ("DeleteTargetGroup", $$"""{"TargetGroupArn":"{{Group}}0"}"""),
        ("DescribeTargetGroups", """{"PageSize":5}"""),
        ("DescribeTargetGroupAttributes", $$"""{"TargetGroupArn":"{{Group}}"}"""),
        ("ModifyTargetGroupAttributes", $$"""{"TargetGroupArn":"{{Group}}","Attributes":[{"Key":"stickiness.enabled","Value":"true"}]}"""),
        ("RegisterTargets", $$"""{"TargetGroupArn":"{{Group}}","Targets":[{"Id":"127.0.0.1","Port":80}]}"""),
        ("DeregisterTargets", $$"""{"TargetGroupArn":"{{Group}}","Targets":[{"Id":"127.0.0.1","Port":80}]}"""),
        ("DescribeTargetHealth", $$"""{"TargetGroupArn":"{{Group}}","Targets":[{"Id":"127.0.0.1"}],"Include":["All"]}"""),
        ("CreateListener", $$$"""{"LoadBalancerArn":"{{{Balancer}}}","Protocol":"HTTP","Port":80,"DefaultActions":[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"200","ContentType":"text/plain","MessageBody":"hello"}}]}"""),
        ("ModifyListener", $$"""{"ListenerArn":"{{Listener}}","Port":81,"Certificates":[{"CertificateArn":"{{Certificate}}"}]}"""),
        ("DeleteListener", $$"""{"ListenerArn":"{{Listener}}0"}"""),
        ("DescribeListeners", $$"""{"LoadBalancerArn":"{{Balancer}}"}"""),
        ("DescribeListenerAttributes", $$"""{"ListenerArn":"{{Listener}}"}"""),
        ("ModifyListenerAttributes", $$"""{"ListenerArn":"{{Listener}}","Attributes":[{"Key":"tcp.idle_timeout.seconds","Value":"60"}]}"""),
        ("AddListenerCertificates", $$"""{"ListenerArn":"{{Listener}}","Certificates":[{"CertificateArn":"{{Certificate}}"}]}"""),
        ("RemoveListenerCertificates", $$"""{"ListenerArn":"{{Listener}}","Certificates":[{"CertificateArn":"{{Certificate}}"}]}"""),
        ("DescribeListenerCertificates", $$"""{"ListenerArn":"{{Listener}}"}"""),
        ("CreateRule", $$$"""{"ListenerArn":"{{{Listener}}}","Priority":1,"Conditions":[{"Field":"path-pattern","Values":["/a/*"]},{"Field":"query-string","QueryStringConfig":{"Values":[{"Key":"a","Value":"b"}]}}],"Actions":[{"Type":"redirect","RedirectConfig":{"Host":"x.y","StatusCode":"HTTP_301"}}]}"""),
        ("ModifyRule", $$$"""{"RuleArn":"{{{Rule}}}","Actions":[{"Type":"forward","ForwardConfig":{"TargetGroups":[{"TargetGroupArn":"{{{Group}}}","Weight":1}]}}]}"""),
        ("DeleteRule", $$"""{"RuleArn":"{{Rule}}0"}"""),
        ("SetRulePriorities", $$"""{"RulePriorities":[{"RuleArn":"{{Rule}}","Priority":2}]}"""),
        ("DescribeRules", $$"""{"RuleArns":["{{Rule}}"]}"""),
        ("AddTags", $$"""{"ResourceArns":["{{Balancer}}","{{Group}}"],"Tags":[{"Key":"team","Value":"a"}]}"""),
        ("RemoveTags", $$"""{"ResourceArns":["{{Rule}}"],"TagKeys":["team"]}"""),
        ("DescribeTags", $$"""{"ResourceArns":["{{Listener}}"]}"""),
        ("DescribeSSLPolicies", """{"Names":["ELBSecurityPolicy-2016-08"],"LoadBalancerType":"application"}"""),
    ]) { Given = Given };

    public static readonly QueryService Elb = new("elasticloadbalancing", "2012-06-01", ".member", typeof(ElbApi),
    [
        ("DescribeAccountLimits", """{"PageSize":5}"""),
        ("CreateLoadBalancer", """{"LoadBalancerName":"old","Listeners":[{"Protocol":"HTTP","LoadBalancerPort":80,"InstancePort":8080}],"AvailabilityZones":["us-east-1a","us-east-1b"],"Tags":[{"Key":"team","Value":"a"}]}"""),
        ("DeleteLoadBalancer", """{"LoadBalancerName":"nobody"}"""),
        ("DescribeLoadBalancers", """{"PageSize":5}"""),
        ("CreateLoadBalancerListeners", """{"LoadBalancerName":"old","Listeners":[{"Protocol":"TCP","LoadBalancerPort":81,"InstancePort":8081}]}"""),
        ("DeleteLoadBalancerListeners", """{"LoadBalancerName":"old","LoadBalancerPorts":[81]}"""),
        ("ConfigureHealthCheck", """{"LoadBalancerName":"old","HealthCheck":{"Target":"HTTP:80/health","Interval":30,"Timeout":5,"UnhealthyThreshold":2,"HealthyThreshold":2}}"""),
        ("DescribeLoadBalancerAttributes", """{"LoadBalancerName":"old"}"""),
        ("ModifyLoadBalancerAttributes", """{"LoadBalancerName":"old","LoadBalancerAttributes":{"CrossZoneLoadBalancing":{"Enabled":true},"ConnectionDraining":{"Enabled":true,"Timeout":5}}}"""),
        ("RegisterInstancesWithLoadBalancer", """{"LoadBalancerName":"old","Instances":[{"InstanceId":"i-0123456789abcdef0"}]}"""),
        ("DeregisterInstancesFromLoadBalancer", """{"LoadBalancerName":"old","Instances":[{"InstanceId":"i-0123456789abcdef0"}]}"""),
        ("DescribeInstanceHealth", """{"LoadBalancerName":"old"}"""),
        ("AddTags", """{"LoadBalancerNames":["old"],"Tags":[{"Key":"team","Value":"a"}]}"""),
        ("RemoveTags", """{"LoadBalancerNames":["old"],"Tags":[{"Key":"team"}]}"""),
        ("DescribeTags", """{"LoadBalancerNames":["old"]}"""),
        ("DescribeLoadBalancerPolicyTypes", """{"PolicyTypeNames":["ProxyProtocolPolicyType"]}"""),
    ]);

    /// <summary>What the requests name.</summary>
    private static World Given(World world)
    {
        var balancer = new ElbLoadBalancer("web", Id, DateTimeOffset.UnixEpoch) { State = LoadBalancerStateEnum.Active, VpcId = Vpc };
        var listener = new ElbListener(balancer.Key, Id, "fedcba9876543210") { Port = 80, Protocol = ProtocolEnum.Http, DefaultActions = [new() { Type = ActionTypeEnum.FixedResponse }] };
        var rule = new ElbRule(listener.Key, Id) { Priority = 9, Conditions = [], Actions = listener.DefaultActions };
        var group = new ElbTargetGroup("blue", Id) { TargetType = TargetTypeEnum.Ip, Protocol = ProtocolEnum.Http, Port = 80, VpcId = Vpc, HealthCheck = new(ProtocolEnum.Http, "traffic-port") { Path = "/", HttpCodes = "200" } };
        return DefaultNetwork.Ensure(world).Put(balancer).Put(listener).Put(rule).Put(group);
    }
}
