using GenTracker.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace GenTracker.Orleans.Generators.Declarations;

/// <summary>What a method gives, and how it is waited for.</summary>
/// <param name="Type">The type of the result; null if there is none.</param>
/// <param name="Wait">How it is waited for.</param>
internal readonly record struct CallResult(ITypeSymbol? Type, CallWait Wait)
{
    /// <summary>Reads the return type of a method.</summary>
    public static CallResult Of(IMethodSymbol method)
    {
        if (method.ReturnsVoid) return new(null, CallWait.None);
        ITypeSymbol type = method.ReturnType;
        if (type.Is("System.Threading.Tasks", "Task")) return new(null, CallWait.Task);
        if (type.Is("System.Threading.Tasks", "ValueTask")) return new(null, CallWait.ValueTask);
        if (type.Is("System.Threading.Tasks", "Task", arity: 1)) return new(((INamedTypeSymbol)type).TypeArguments[0], CallWait.Task);
        if (type.Is("System.Threading.Tasks", "ValueTask", arity: 1)) return new(((INamedTypeSymbol)type).TypeArguments[0], CallWait.ValueTask);
        return new(type, CallWait.None);
    }
}
