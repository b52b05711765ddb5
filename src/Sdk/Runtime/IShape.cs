namespace Workbook.Sdk.Runtime;

/// <summary>A structure of an AWS API. It shows its members, and the protocol reads or writes them.</summary>
internal interface IShape
{
    void Visit(Members members);
}

/// <summary>
/// One direction of one protocol. <see cref="Member"/> is given a reference, so that a single generated line per
/// member serves both directions and every protocol.
/// </summary>
internal abstract class Members
{
    /// <param name="name">The member's names on the wire.</param>
    /// <param name="value">Read when a request is written, set when a response is read.</param>
    public abstract void Member<T>(MemberName name, ref T value);

    /// <summary>A member that the client fills in when the caller does not, so that a retried request acts once.</summary>
    public abstract void IdempotencyToken(MemberName name, ref string? value);

    /// <summary>A structure whose members stand where it would stand itself.</summary>
    public void Inside<T>(ref T? value) where T : class, IShape, new() => (value ??= new T()).Visit(this);
}

/// <summary>What a member is called on the wire.</summary>
/// <param name="Name">In JSON, and of its parameter in a form (<c>Filter</c>).</param>
/// <param name="Xml">Of its element in XML; with a slash, of an element in that one.</param>
/// <param name="Element">Of the elements of a list, or the entries of a map, within it; null when there is nothing around them.</param>
/// <param name="Infix">What a form has between the name and the number of an element (<c>member</c>).</param>
/// <param name="Key">Of an entry's key.</param>
/// <param name="Value">Of an entry's value.</param>
internal readonly record struct MemberName(
    string Name, string Xml, string? Element = null, string? Infix = null, string Key = "key", string Value = "value")
{
    /// <summary>The same in every protocol.</summary>
    public static implicit operator MemberName(string name) => new(name, name);
}

/// <summary>How a service's operations are put on the wire.</summary>
internal abstract class Protocol
{
    /// <summary>How AWSSDK.Core's pipeline invokes one operation.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="errors">The codes, separated by commas, of the errors that have an exception of their own here.</param>
    public abstract Amazon.Runtime.Internal.InvokeOptions Call<TResponse>(string operation, string errors)
        where TResponse : Amazon.Runtime.AmazonWebServiceResponse, IShape, new();
}

/// <summary>What every operation of a service has in common on the wire.</summary>
/// <param name="Namespace">The C# namespace, which AWSSDK.Core derives names from (<c>Amazon.ECS</c>).</param>
/// <param name="ApiVersion">The API's date (<c>2014-11-13</c>).</param>
/// <param name="Target">The prefix of the <c>X-Amz-Target</c> header, of JSON services.</param>
/// <param name="Exception">Makes the exception for an error code; for <c>null</c>, the service's own.</param>
internal sealed record ServiceInfo(
    string Namespace,
    string ApiVersion,
    string? Target,
    Func<string?, Amazon.Runtime.Internal.ErrorResponse, Amazon.Runtime.AmazonServiceException> Exception)
{
    /// <summary>The exception for an error that an operation answered with.</summary>
    public Amazon.Runtime.AmazonServiceException ExceptionFor(Amazon.Runtime.Internal.ErrorResponse error, string errors) =>
        Exception(errors.Split(',').Select(each => each.Split('=')).FirstOrDefault(each => each[0] == error.Code)?[^1], error);
}
