using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using GenTracker.Generators.Diagnostics;
using GenTracker.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenTracker.Generators.Declarations;

/// <summary>The members of the generated tracker, against those of the part of the tracker that the user wrote.</summary>
internal sealed class TrackerMembers
{
    private static readonly Func<ITypeSymbol, bool> IsOptions = static type => type.Is("GenTracker", "ChildOptions");
    private static readonly Func<ITypeSymbol, bool> IsToken = static type => type.Is("System.Threading", "CancellationToken");

    private readonly TrackerDeclaration _declaration;
    private readonly INamedTypeSymbol _tracker;
    private readonly Compilation _compilation;
    private readonly ImmutableArray<DiagnosticInfo>.Builder _diagnostics;

    private TrackerMembers(
        TrackerDeclaration declaration, INamedTypeSymbol tracker, Compilation compilation, ImmutableArray<DiagnosticInfo>.Builder diagnostics) =>
        (_declaration, _tracker, _compilation, _diagnostics) = (declaration, tracker, compilation, diagnostics);

    /// <summary>Reports the members of the user that stand where a generated one would. Nothing is to do if the user wrote no part.</summary>
    public static void Check(TrackerDeclaration declaration, Compilation compilation, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        INamedTypeSymbol type = declaration.Type;
        INamespaceOrTypeSymbol container = (INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace;
        INamedTypeSymbol? tracker = container.GetTypeMembers(type.Name + "Tracker").FirstOrDefault(static found => found.Arity == 0);
        if (tracker?.SourceLocation() is not null) new TrackerMembers(declaration, tracker, compilation, diagnostics).Check();
    }

    private void Check()
    {
        ITypeSymbol key = _declaration.KeyType;
        CheckConstructors();
        if (_declaration.HasStringKeys)
        {
            Check("Find", Is(key));
            Check("Find", static type => type.Is("System", "ReadOnlySpan", arity: 1));
        }

        if (_declaration.Names!.HasAttrs)
        {
            Check("GetRecentExits");
            CheckType(GeneratedNames.AttrsReader);
        }

        if (_declaration.IsOpenable) CheckOpenMethods(key);
        foreach (TrackedPropertyDeclaration property in _declaration.TrackedProperties) CheckIncrements(key, property);
    }

    private void CheckConstructors()
    {
        foreach (IMethodSymbol constructor in _tracker.InstanceConstructors)
        {
            if (constructor.SourceLocation() is null || constructor.IsImplicitlyDeclared) continue;

            // A generated constructor cannot call the primary one, whose parameters nobody gives.
            bool isPrimary = constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax);
            bool isSame = constructor.Parameters.Length == 3
                && constructor.Parameters[0].Type.Is("GenTracker", "TrackerOptions")
                && constructor.Parameters[1].Type.Is("System", "IServiceProvider")
                && constructor.Parameters[2].Type.Is("Microsoft.Extensions.Logging", "ILoggerFactory");
            if (isPrimary || isSame) Report(_tracker.Name, constructor);
        }
    }

    private void CheckOpenMethods(ITypeSymbol key)
    {
        int count = 0;
        foreach (OpenOverloadDeclaration overload in _declaration.OpenOverloads)
        {
            CheckType("Spec" + (count++).ToString(CultureInfo.InvariantCulture));
            Func<ITypeSymbol, bool>[] arguments =
            [
                .. overload.Parameters.Where(static declared => declared.Role == ParameterRole.Argument).Select(declared => Is(declared.Parameter.Type)),
            ];
            CheckOpen(0, [Is(key), .. arguments, IsOptions, IsToken]);
        }

        if (_declaration.OpenOverloads.Any(static overload => overload.Parameters.Any(
            static declared => declared.Role is ParameterRole.Service or ParameterRole.KeyedService)))
        {
            CheckType("RequiredServices");
        }

        CheckOpen(0, [Is(key), IsFunc(2), IsOptions, IsToken]);
        CheckOpen(1, [Is(key), static type => type is ITypeParameterSymbol, IsFunc(4), IsOptions, IsToken]);

        void CheckOpen(int arity, Func<ITypeSymbol, bool>[] parameters)
        {
            foreach (string name in new[] { "FindOrOpenAsync", "OpenAsync", "ReopenAsync" }) Check(name, arity, parameters);
        }
    }

    private void CheckIncrements(ITypeSymbol key, TrackedPropertyDeclaration property)
    {
        if ((property.Members & CounterMembers.TryIncrement) == 0) return;
        Func<ITypeSymbol, bool> isValue = Is(property.Symbol.Type);
        string name = property.Symbol.Name;
        Check(GeneratedNames.CounterMemberName(CounterMembers.Increment, name), Is(key), isValue);
        string tryIncrement = GeneratedNames.CounterMemberName(CounterMembers.TryIncrement, name);
        if (property.Striped) Check(tryIncrement, Is(key), isValue);
        else Check(tryIncrement, Is(key), isValue, isValue);
    }

    private void CheckType(string name) => Check(name, -1, []);

    private void Check(string name, params Func<ITypeSymbol, bool>[] parameters) => Check(name, 0, parameters);

    /// <summary>Reports a member that cannot stand beside the generated one. A method may share its name with methods of other parameters.</summary>
    private void Check(string name, int arity, Func<ITypeSymbol, bool>[] parameters)
    {
        foreach (ISymbol member in _tracker.GetMembers(name))
        {
            if (member.SourceLocation() is null) continue;
            bool clashes = arity < 0 || member is not IMethodSymbol method
                || (method.Arity == arity && method.Parameters.Length == parameters.Length
                    && method.Parameters.Zip(parameters, static (parameter, isSame) => isSame(parameter.Type)).All(static same => same));
            if (clashes) Report(name, member);
        }
    }

    private void Report(string name, ISymbol member)
    {
        DiagnosticInfo found = DiagnosticInfo.Create(DiagnosticDescriptors.NameTaken, member.SourceLocation()!, name, _tracker.Name);
        if (!_diagnostics.Any(reported => reported.Location == found.Location)) _diagnostics.Add(found);
    }

    /// <summary>Whether two methods cannot differ by a type and this one alone.</summary>
    private Func<ITypeSymbol, bool> Is(ITypeSymbol type) => other => _compilation.ClassifyCommonConversion(other, type).IsIdentity;

    private static Func<ITypeSymbol, bool> IsFunc(int arity) => type => type.Is("System", "Func", arity);
}
