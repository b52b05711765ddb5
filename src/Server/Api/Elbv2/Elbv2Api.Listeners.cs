using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Api.Elbv2;

internal sealed partial class Elbv2Api
{
    public ValueTask<CreateListenerResponse> CreateListenerAsync(CreateListenerRequest request, RequestContext context)
    {
        var (id, ruleId) = (NewId(), NewId());
        return Write(context, (world, now) =>
        {
            var (next, listener) = Listeners.Create(world, request, id, ruleId, now);
            return (next, new CreateListenerResponse { Listeners = [ListenerView.Of(next, listener)] });
        });
    }

    public ValueTask<ModifyListenerResponse> ModifyListenerAsync(ModifyListenerRequest request, RequestContext context) => Write(context, (world, now) =>
    {
        var (next, listener) = Listeners.Modify(world, request, now);
        return (next, new ModifyListenerResponse { Listeners = [ListenerView.Of(next, listener)] });
    });

    public ValueTask<DeleteListenerResponse> DeleteListenerAsync(DeleteListenerRequest request, RequestContext context) =>
        Write(context, (world, _) => (Listeners.Delete(world, request.ListenerArn), new DeleteListenerResponse()));

    public ValueTask<DescribeListenersResponse> DescribeListenersAsync(DescribeListenersRequest request, RequestContext context)
    {
        var world = Read(context);
        var page = Page(Named(world, request).Select(listener => (listener.Key, listener)), request.Marker, request.PageSize);
        return Answer(new DescribeListenersResponse { Listeners = page.Items.Select(listener => ListenerView.Of(world, listener)).ToValueList(), NextMarker = page.NextToken });
    }

    public ValueTask<DescribeListenerAttributesResponse> DescribeListenerAttributesAsync(DescribeListenerAttributesRequest request, RequestContext context) =>
        Answer(new DescribeListenerAttributesResponse { Attributes = ListenerAttributes.Describe(ElbLookup.FindListener(Read(context), request.ListenerArn)) });

    public ValueTask<ModifyListenerAttributesResponse> ModifyListenerAttributesAsync(ModifyListenerAttributesRequest request, RequestContext context) => Write(context, (world, _) =>
    {
        var (next, listener) = ListenerAttributes.Modify(world, request);
        return (next, new ModifyListenerAttributesResponse { Attributes = ListenerAttributes.Describe(listener) });
    });

    public ValueTask<AddListenerCertificatesResponse> AddListenerCertificatesAsync(AddListenerCertificatesRequest request, RequestContext context) => Write(context, (world, _) =>
    {
        var (next, added) = ListenerCertificates.Add(world, request);
        return (next, new AddListenerCertificatesResponse { Certificates = added });
    });

    public ValueTask<RemoveListenerCertificatesResponse> RemoveListenerCertificatesAsync(RemoveListenerCertificatesRequest request, RequestContext context) =>
        Write(context, (world, _) => (ListenerCertificates.Remove(world, request), new RemoveListenerCertificatesResponse()));

    public ValueTask<DescribeListenerCertificatesResponse> DescribeListenerCertificatesAsync(DescribeListenerCertificatesRequest request, RequestContext context)
    {
        var listener = ElbLookup.FindListener(Read(context), request.ListenerArn);
        var page = Page(listener.CertificateArns.Select((arn, index) => (arn, new Certificate { CertificateArn = arn, IsDefault = index == 0 })), request.Marker, request.PageSize);
        return Answer(new DescribeListenerCertificatesResponse { Certificates = page.Items, NextMarker = page.NextToken });
    }

    public ValueTask<CreateRuleResponse> CreateRuleAsync(CreateRuleRequest request, RequestContext context)
    {
        var id = NewId();
        return Write(context, (world, now) =>
        {
            var (next, rule) = Rules.Create(world, request, id, now);
            return (next, new CreateRuleResponse { Rules = [ListenerView.Of(next, rule)] });
        });
    }

    public ValueTask<ModifyRuleResponse> ModifyRuleAsync(ModifyRuleRequest request, RequestContext context) => Write(context, (world, now) =>
    {
        var (next, _, rule) = Rules.Modify(world, request, now);
        return (next, new ModifyRuleResponse { Rules = [ListenerView.Of(next, rule)] });
    });

    public ValueTask<DeleteRuleResponse> DeleteRuleAsync(DeleteRuleRequest request, RequestContext context) =>
        Write(context, (world, _) => (Rules.Delete(world, request.RuleArn), new DeleteRuleResponse()));

    public ValueTask<SetRulePrioritiesResponse> SetRulePrioritiesAsync(SetRulePrioritiesRequest request, RequestContext context) => Write(context, (world, now) =>
    {
        var (next, changed) = Rules.SetPriorities(world, request, now);
        return (next, new SetRulePrioritiesResponse { Rules = changed.Select(each => ListenerView.Of(next, each.Rule)).ToValueList() });
    });

    /// <summary>In the order in which they are tried.</summary>
    public ValueTask<DescribeRulesResponse> DescribeRulesAsync(DescribeRulesRequest request, RequestContext context)
    {
        var world = Read(context);
        var arns = request.RuleArns ?? [];
        if (request.ListenerArn is null == (arns.Count == 0)) throw ElbRefusal.Validation("You must specify either listener rule ARNs or a listener ARN");
        var rules = request.ListenerArn is { } listenerArn ? ListenerView.RulesOf(world, ElbLookup.FindListener(world, listenerArn)) : arns.Select(arn => ListenerView.RuleOf(world, arn));
        // Keys that sort as the rules do.
        var page = Page(rules.Select((rule, index) => ($"{index:D5}", rule)), request.Marker, request.PageSize);
        return Answer(new DescribeRulesResponse { Rules = page.Items, NextMarker = page.NextToken });
    }

    private static IEnumerable<ElbListener> Named(World world, DescribeListenersRequest request)
    {
        var arns = request.ListenerArns ?? [];
        if (request.LoadBalancerArn is null == (arns.Count == 0)) throw ElbRefusal.Validation("You must specify either listener ARNs or a load balancer ARN");
        if (request.LoadBalancerArn is { } balancerArn) return world.LoadBalancingIndex.ListenersOf(ElbLookup.FindLoadBalancer(world, balancerArn).Key).Select(key => world.Listeners[key]);
        return arns.Select(arn => world.Listeners.GetValueOrDefault(ElbArn.ListenerKey(world.Scope, arn) ?? throw ElbRefusal.Validation($"'{arn}' is not a valid listener ARN"))
            ?? throw Elbv2Errors.ListenerNotFound("One or more listeners not found")).ToList();
    }
}
