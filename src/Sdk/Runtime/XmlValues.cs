using System.Globalization;
using Amazon.Runtime;

namespace Workbook.Sdk.Runtime;

/// <summary>Finds how a C# type looks in a form and in XML.</summary>
internal static class XmlValues
{
    private static readonly Dictionary<Type, object> Scalars = new Dictionary<Type, object>[]
    {
        Of<int>(value => value.ToString(CultureInfo.InvariantCulture), text => int.Parse(text, CultureInfo.InvariantCulture)),
        Of<long>(value => value.ToString(CultureInfo.InvariantCulture), text => long.Parse(text, CultureInfo.InvariantCulture)),
        Of<float>(value => value.ToString(CultureInfo.InvariantCulture), text => float.Parse(text, CultureInfo.InvariantCulture)),
        Of<double>(value => value.ToString(CultureInfo.InvariantCulture), text => double.Parse(text, CultureInfo.InvariantCulture)),
        Of<bool>(value => value ? "true" : "false", bool.Parse),
        Of<DateTime>(WriteTime, text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)),
        new()
        {
            [typeof(string)] = new XmlScalar<string>(value => value, text => text),
            [typeof(MemoryStream)] = new XmlScalar<MemoryStream>(value => Convert.ToBase64String(value.ToArray()), text => new(Convert.FromBase64String(text))),
        },
    }.SelectMany(pairs => pairs).ToDictionary();

    public static object For(Type type)
    {
        if (Scalars.TryGetValue(type, out var scalar)) return scalar;
        if (type.IsAssignableTo(typeof(ConstantClass))) return Make(typeof(XmlEnum<>), type);
        if (type.IsAssignableTo(typeof(IShape))) return Make(typeof(XmlStructure<>), type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>)) return Make(typeof(XmlList<>), type.GenericTypeArguments[0]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>)) return Make(typeof(XmlMap<>), type.GenericTypeArguments[1]);
        throw new NotSupportedException($"{type} has no form in XML.");
    }

    private static object Make(Type definition, Type argument) => Activator.CreateInstance(definition.MakeGenericType(argument))!;

    private static Dictionary<Type, object> Of<T>(Func<T, string> write, Func<string, T> read) where T : struct => new()
    {
        [typeof(T)] = new XmlScalar<T>(write, read),
        [typeof(T?)] = new XmlScalar<T?>(value => write(value!.Value), text => read(text)),
    };

    // To the millisecond, as the official clients send.
    private static string WriteTime(DateTime value) => value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>An enum, whose known values are the class's own constants and whose unknown values are kept.</summary>
internal sealed class XmlEnum<T> : XmlValue<T> where T : ConstantClass
{
    private readonly Func<string?, T> _find = typeof(T).GetMethod("FindValue")!.CreateDelegate<Func<string?, T>>();

    public override void Write(QueryMembersWriter to, string path, MemberName name, T value) => to.Set(path, value.Value);

    public override T Read(IReadOnlyList<System.Xml.Linq.XElement> found, MemberName name) => _find(found[0].Value);
}
