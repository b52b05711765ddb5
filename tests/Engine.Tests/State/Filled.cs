using System.Reflection;
using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Engine.Tests.State;

/// <summary>
/// Makes instances in which every member has a value of its own, however deep, so that a member that gets lost or swapped
/// shows. Members that are added later are filled as well.
/// </summary>
internal sealed class Filled(bool boolean)
{
    private int _count;

    public T Make<T>() => (T)Make(typeof(T));

    public object Make(Type type)
    {
        _count++;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Make(underlying);
        if (type == typeof(string)) return $"text {_count} \"quoted\" äö€😀\0\n<&>";
        if (type == typeof(bool)) return boolean;
        if (type == typeof(int)) return _count;
        if (type == typeof(long)) return long.MaxValue - _count;
        if (type == typeof(float)) return _count / 7f;
        if (type == typeof(double)) return _count / 7d;
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(_count);
        if (type == typeof(DocumentValue)) return new DocumentValue(JsonElement.Parse($$"""{"n":{{_count}},"list":[1,null,"x"]}"""));
        if (type == typeof(TimeSpan)) return TimeSpan.FromTicks(_count);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(_count % Enum.GetValues(type).Length)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>)) return Call(nameof(List), type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueMap<>)) return Call(nameof(Map), type);
        if (type.Namespace!.StartsWith("Workbook", StringComparison.Ordinal)) return Record(type);
        throw new NotSupportedException($"{type} is new in the state: say how to fill it.");
    }

    private object Record(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(each => each.GetParameters().Length);
        var parameters = constructor?.GetParameters() ?? [];
        object[] arguments = [.. parameters.Select(parameter => Make(parameter.ParameterType))];
        var made = constructor?.Invoke(arguments) ?? Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanWrite && parameters.All(parameter => parameter.Name != property.Name))
                property.SetValue(made, Make(property.PropertyType));
        }
        return made;
    }

    private object Call(string method, Type type) =>
        GetType().GetMethod(method, BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(type.GetGenericArguments()).Invoke(this, null)!;

    private ValueList<T> List<T>() => [Make<T>(), Make<T>()];

    private ValueMap<T> Map<T>() => new([new(Make<string>(), Make<T>()), new(Make<string>(), Make<T>())]);
}
