using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Workbook.Learning.Notebooks;

/// <summary>The columns of a type: its public properties and fields, in the order of their declaration, base types first.</summary>
internal static class ValueMembers
{
    public sealed record Member(string Name, Func<object, object?> Read);

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Member>> Known = new();

    public static IReadOnlyList<Member> Of(Type type) => Known.GetOrAdd(type, Find);

    /// <summary>Whether ToString is only the compiler's: such a value says more as a list of its members.</summary>
    public static bool HasGeneratedText(Type type)
    {
        var toString = type.GetMethod(nameof(ToString), BindingFlags.Public | BindingFlags.Instance, [])!;
        return toString.DeclaringType == typeof(object)
            || toString.DeclaringType == typeof(ValueType)
            || toString.IsDefined(typeof(CompilerGeneratedAttribute), false)
            || type.IsDefined(typeof(CompilerGeneratedAttribute), false)
            || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
            || typeof(ITuple).IsAssignableFrom(type);
    }

    private static List<Member> Find(Type type)
    {
        if (typeof(ITuple).IsAssignableFrom(type))
        {
            var size = type.GetGenericArguments().Length;
            return [.. Enumerable.Range(0, size).Select(i => new Member($"Item{i + 1}", value => ((ITuple)value)[i]))];
        }
        var bases = new List<Type>();
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
            bases.Insert(0, t);
        var members = new List<Member>();
        foreach (var declared in bases)
        {
            foreach (var member in declared.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(m => m.MetadataToken))
            {
                if (Reader(member) is not { } read)
                    continue;
                members.RemoveAll(earlier => earlier.Name == member.Name);
                members.Add(new Member(member.Name, Guarded(read)));
            }
        }
        return members;
    }

    private static Func<object, object?>? Reader(MemberInfo member) => member switch
    {
        PropertyInfo { CanRead: true, GetMethod.IsPublic: true } property
            when property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike && !property.PropertyType.IsPointer && !property.PropertyType.IsByRef
            => value => property.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null),
        FieldInfo { FieldType: { IsPointer: false, IsByRefLike: false } } field => field.GetValue,
        _ => null,
    };

    // A property that throws spoils its own cell of the table only.
    private static Func<object, object?> Guarded(Func<object, object?> read) => value =>
    {
        try
        {
            return read(value);
        }
        catch (Exception e) when (e is not (OperationCanceledException or ThreadInterruptedException))
        {
            return $"({e.GetType().Name}: {e.Message})";
        }
    };
}
