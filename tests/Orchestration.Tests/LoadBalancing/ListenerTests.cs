using Workbook.Orchestration.History;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;
using Action = Workbook.Shapes.Elbv2.Action;

namespace Workbook.Orchestration.Tests.LoadBalancing;

/// <summary>Listeners: ports, protocols, certificates, and what they may do with a request.</summary>
public class ListenerTests
{
    [Test]
    public void A_forward_action_is_kept_in_both_its_forms()
    {
        var elb = new Balancing();
        var (balancer, blue, green) = (elb.Balancer(), elb.Group(), elb.Group("green"));
        var listener = elb.Listener(balancer, Balancing.To(blue));
        listener.DefaultActions.Single().ForwardConfig!.TargetGroups.Should().Equal(new TargetGroupTuple { TargetGroupArn = Balancing.Arn(blue), Weight = 1 });
        listener = elb.Do(world => Listeners.Modify(world, new() { ListenerArn = Balancing.Arn(listener), DefaultActions = [Weighted((blue, 9), (green, 1))] }, elb.Now));
        listener.DefaultActions.Single().TargetGroupArn.Should().BeNull("there are two");
        Explanation.Of(elb.World, Balancing.Arn(listener))!.Chain.Select(entry => entry.What).Should().Equal("created for HTTP on port 80", "modified: HTTP on port 80");
        elb.Do(world => Listeners.Delete(world, Balancing.Arn(listener)));
        elb.Refuses("ListenerNotFound", $"Listener '{Balancing.Arn(listener)}' not found", world => Listeners.Delete(world, Balancing.Arn(listener)));
    }

    [Test]
    public void A_port_is_given_once()
    {
        var elb = new Balancing();
        var balancer = elb.Balancer();
        var first = elb.Listener(balancer, Balancing.Hello);
        elb.Listener(balancer, Balancing.Hello).Key.Should().Be(first.Key, "the settings are the same");
        var message = $"A listener already exists on this port for this load balancer '{Balancing.Arn(balancer)}'";
        elb.Refuses("DuplicateListener", message, _ => elb.Listener(balancer, Balancing.To(elb.Group())));
        var second = elb.Listener(balancer, Balancing.Hello, port: 81);
        elb.Refuses("DuplicateListener", message, world => Listeners.Modify(world, new() { ListenerArn = Balancing.Arn(second), Port = 80 }, elb.Now));
    }

    // listener's protocol, group's protocol and version, refused with.
    [TestCase("HTTP", "HTTP", null, null)]
    [TestCase("HTTPS", "HTTP", "GRPC", null)]
    [TestCase("HTTP", "TCP", null, "IncompatibleProtocols")]
    [TestCase("HTTP", "HTTP", "GRPC", "InvalidLoadBalancerAction")]
    [TestCase("HTTP", "HTTP", "HTTP2", "InvalidLoadBalancerAction")]
    [TestCase("TCP", "TCP", null, null)]
    [TestCase("TCP", "TCP_UDP", null, null)]
    [TestCase("TCP", "HTTP", null, "IncompatibleProtocols")]
    [TestCase("TCP", "UDP", null, "IncompatibleProtocols")]
    [TestCase("TLS", "TCP", null, null)]
    [TestCase("TLS", "UDP", null, "IncompatibleProtocols")]
    [TestCase("UDP", "TCP_UDP", null, null)]
    [TestCase("TCP_UDP", "TCP_UDP", null, null)]
    [TestCase("TCP_UDP", "UDP", null, "IncompatibleProtocols")]
    public void Protocols_that_go_together(string protocol, string groupProtocol, string? version, string? refused)
    {
        var elb = new Balancing();
        var balancer = elb.Balancer(type: protocol.StartsWith("HTTP", StringComparison.Ordinal) ? "application" : "network");
        var group = elb.Group(protocol: groupProtocol, version: version);
        var message = refused == "IncompatibleProtocols" ? $"The listener and its associated target group '{Balancing.Arn(group)}' have incompatible protocols"
            : $"Listener protocol '{protocol}' is not supported with a target group with the protocol-version '{version}'";
        if (refused is not null) elb.Refuses(refused, message, _ => elb.Listener(balancer, Balancing.To(group), protocol));
        else elb.Listener(balancer, Balancing.To(group), protocol).Protocol.Should().Be(protocol);
    }

    [Test]
    public void A_group_belongs_to_one_load_balancer()
    {
        var elb = new Balancing();
        var group = elb.Group();
        elb.Listener(elb.Balancer(), Balancing.To(group));
        elb.Refuses("TargetGroupAssociationLimit", $"The following target groups cannot be associated with more than one load balancer: {Balancing.Arn(group)}", _ => elb.Listener(elb.Balancer("other"), Balancing.To(group)));
    }

    [Test]
    public void HTTPS_needs_a_certificate_and_has_a_policy()
    {
        var elb = new Balancing();
        var balancer = elb.Balancer();
        var listener = elb.Listener(balancer, Balancing.Hello, "HTTPS", 443);
        (listener.SslPolicy, listener.MutualAuthentication!.Mode).Should().Be(("ELBSecurityPolicy-2016-08", "off"));
        var second = Balancing.Certificate + "8";
        elb.Do(world => ListenerCertificates.Add(world, new() { ListenerArn = Balancing.Arn(listener), Certificates = [new() { CertificateArn = second }] }));
        elb.World.Listeners[listener.Key].CertificateArns.Should().Equal(Balancing.Certificate, second);
        elb.Refuses("OperationNotPermitted", $"The default certificate '{Balancing.Certificate}' of listener '{Balancing.Arn(listener)}' cannot be removed",
            world => ListenerCertificates.Remove(world, new() { ListenerArn = Balancing.Arn(listener), Certificates = [new() { CertificateArn = Balancing.Certificate }] }));
        elb.Do(world => ListenerCertificates.Remove(world, new() { ListenerArn = Balancing.Arn(listener), Certificates = [new() { CertificateArn = second }] }));
        var plain = elb.Do(world => Listeners.Modify(world, new() { ListenerArn = Balancing.Arn(listener), Protocol = "HTTP", Port = 80 }, elb.Now));
        (plain.SslPolicy, plain.CertificateArns.Count, plain.MutualAuthentication).Should().Be((null, 0, null));
    }

    private static readonly (CreateListenerRequest Asked, string Code, string Message)[] Refused =
    [
        (new() { Protocol = null, Port = 80 }, "ValidationError", "A listener protocol must be specified"),
        (new() { Protocol = "HTTP", Port = null }, "ValidationError", "A listener port must be specified"),
        (new() { Protocol = "TCP", Port = 80 }, "ValidationError", "Listener protocol 'TCP' must be one of 'HTTP, HTTPS'"),
        (new() { Protocol = "HTTPS", Port = 443 }, "ValidationError", "A certificate must be specified for HTTPS listeners"),
        (new() { Protocol = "HTTPS", Port = 443, Certificates = [Of(Balancing.Certificate), Of(Balancing.Certificate)] }, "ValidationError", "Up to '1' certificate ARNs can be specified, but '2' were specified"),
        (new() { Protocol = "HTTPS", Port = 443, Certificates = [Of("arn:aws:acm:eu-west-1:123456789012:certificate/1")] }, "ValidationError", "Certificate ARN 'arn:aws:acm:eu-west-1:123456789012:certificate/1' is not valid"),
        (new() { Protocol = "HTTPS", Port = 443, Certificates = [Of("arn:aws:iam::999999999999:server-certificate/a")] }, "CertificateNotFound", "Certificate 'arn:aws:iam::999999999999:server-certificate/a' not found"),
        (new() { Protocol = "HTTPS", Port = 443, Certificates = [Of(Balancing.Certificate) with { IsDefault = true }] }, "ValidationError", "You cannot set the isDefault parameter for a certificate."),
        (new() { Protocol = "HTTPS", Port = 443, Certificates = [Of(Balancing.Certificate)], SslPolicy = "none" }, "SSLPolicyNotFound", "SSL policy 'none' not found"),
        (new() { Protocol = "HTTPS", Port = 443, Certificates = [Of(Balancing.Certificate)], AlpnPolicy = ["None"] }, "ValidationError", "An ALPN policy cannot be specified for HTTPS listeners"),
        (new() { Protocol = "HTTPS", Port = 443, Certificates = [Of(Balancing.Certificate)], MutualAuthentication = new() { Mode = "verify" } }, "InvalidConfigurationRequest",
            "ECS Workbook has no trust stores and asks clients for no certificates. Leave MutualAuthentication out, or set its mode to off."),
        (new() { Protocol = "HTTP", Port = 80, Certificates = [Of(Balancing.Certificate)] }, "ValidationError", "Certificates cannot be specified for HTTP listeners"),
        (new() { Protocol = "HTTP", Port = 80, SslPolicy = SslPolicies.Default }, "ValidationError", "An SSL policy cannot be specified for HTTP listeners"),
        (new() { Protocol = "HTTP", Port = 80, MutualAuthentication = new() { Mode = "off" } }, "ValidationError", "Mutual authentication cannot be specified for HTTP listeners"),
    ];

    [TestCaseSource(nameof(Cases))]
    public void What_is_refused(int row)
    {
        var elb = new Balancing();
        var (asked, code, message) = Refused[row];
        var arn = Balancing.Arn(elb.Balancer());
        elb.Refuses(code, message, world => Listeners.Create(world, asked with { LoadBalancerArn = arn, DefaultActions = [Balancing.Hello] }, elb.NextId(), elb.NextId(), elb.Now));
    }

    private static IEnumerable<int> Cases() => Enumerable.Range(0, Refused.Length);

    private static readonly (Action Action, string Protocol, string Code, string Message)[] RefusedActions =
    [
        (new() { Type = "forward" }, "HTTP", "InvalidLoadBalancerAction", "For actions of type 'forward', you must specify the following fields: 'TargetGroupArn' or 'ForwardConfig'"),
        (new() { Type = "forward", TargetGroupArn = "x" }, "HTTP", "ValidationError", "'x' is not a valid target group ARN"),
        (new() { Type = "redirect" }, "HTTP", "InvalidLoadBalancerAction", "For actions of type 'redirect', you must specify the following fields: 'RedirectConfig'"),
        (Redirect(new()), "HTTP", "InvalidLoadBalancerAction", "The redirect configuration is not valid because it creates a loop."),
        (Redirect(new() { Protocol = "HTTP" }), "HTTPS", "InvalidLoadBalancerAction", "You cannot redirect HTTPS to HTTP"),
        (Redirect(new() { Protocol = "FTP" }), "HTTP", "InvalidLoadBalancerAction", "The Protocol parameter must be one of 'HTTP', 'HTTPS' and '#{protocol}'."),
        (Redirect(new() { Port = "99999" }), "HTTP", "InvalidLoadBalancerAction", "The Port parameter must be a value from 1 to 65535, or '#{port}'."),
        (Redirect(new() { Path = "a" }), "HTTP", "InvalidLoadBalancerAction", "The Path parameter must be a valid path, should start with a '/', and may contain up to one of each of these placeholders: '#{path}', '#{host}', '#{port}'."),
        (Redirect(new() { Host = "#{path}" }), "HTTP", "InvalidLoadBalancerAction", "The Host parameter must be a valid hostname, and may contain up to one of each of these placeholders: '#{host}'."),
        (new() { Type = "fixed-response", FixedResponseConfig = new() { StatusCode = "302" } }, "HTTP", "ValidationError", @"1 validation error detected: Value '302' at 'actions.1.member.fixedResponseConfig.statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(2|4|5)\d\d$"),
        (new() { Type = "fixed-response", FixedResponseConfig = new() { StatusCode = "200", ContentType = "a/b" } }, "HTTP", "InvalidLoadBalancerAction", "The ContentType must be one of:'text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'"),
        (new() { Type = "authenticate-oidc" }, "HTTP", "InvalidLoadBalancerAction", "Actions of type 'authenticate-oidc' are supported only on HTTPS listeners"),
        (new() { Type = "authenticate-cognito" }, "HTTPS", "InvalidLoadBalancerAction",
            "ECS Workbook has no identity provider to ask, so actions of type 'authenticate-cognito' are not served. Leave the action out and check the user in the application."),
    ];

    [TestCaseSource(nameof(ActionCases))]
    public void Actions_that_are_refused(int row)
    {
        var elb = new Balancing();
        var (action, protocol, code, message) = RefusedActions[row];
        var balancer = elb.Balancer();
        elb.Refuses(code, message, _ => elb.Listener(balancer, action, protocol));
    }

    private static IEnumerable<int> ActionCases() => Enumerable.Range(0, RefusedActions.Length);

    [Test]
    public void Weights_and_stickiness_of_groups()
    {
        var elb = new Balancing();
        var (balancer, blue, green) = (elb.Balancer(), elb.Group(), elb.Group("green"));
        elb.Refuses("InvalidLoadBalancerAction", $"The weight '1000' of target group '{Balancing.Arn(blue)}' must be between '0-999' inclusive", _ => elb.Listener(balancer, Weighted((blue, 1000), (green, 1))));
        elb.Refuses("InvalidLoadBalancerAction", "A target group can only be specified once in an action", _ => elb.Listener(balancer, Weighted((blue, 1), (blue, 1))));
        var sticky = Weighted((blue, 1), (green, 1));
        elb.Refuses("InvalidLoadBalancerAction", "Target group stickiness duration must be between '1-604800' seconds inclusive",
            _ => elb.Listener(balancer, sticky with { ForwardConfig = sticky.ForwardConfig! with { TargetGroupStickinessConfig = new() { Enabled = true } } }));
        elb.Do(world => TargetGroupAttributes.Modify(world, new()
        {
            TargetGroupArn = Balancing.Arn(blue),
            Attributes = [new() { Key = "stickiness.enabled", Value = "true" }, new() { Key = "stickiness.type", Value = "app_cookie" }, new() { Key = "stickiness.app_cookie.cookie_name", Value = "S" }],
        }));
        elb.Refuses("InvalidLoadBalancerAction", "When configuring a rule with multiple target groups, none of them can have stickiness of type 'app_cookie' enabled", _ => elb.Listener(balancer, sticky));
        elb.Refuses("InvalidLoadBalancerAction", "The action type 'fixed-response' is not valid with network load balancer", _ => elb.Listener(elb.Balancer("net", "network"), Balancing.Hello, "TCP"));
    }

    private static Action Weighted(params (ElbTargetGroup Group, int Weight)[] groups) => new()
    {
        Type = "forward",
        ForwardConfig = new() { TargetGroups = groups.Select(each => new TargetGroupTuple { TargetGroupArn = Balancing.Arn(each.Group), Weight = each.Weight }).ToValueList() },
    };

    private static Action Redirect(RedirectActionConfig config) => new() { Type = "redirect", RedirectConfig = config with { StatusCode = "HTTP_301" } };

    private static Certificate Of(string arn) => new() { CertificateArn = arn };
}
