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
    /// <summary>The constructor.</summary>
    public const string Constructor = ".ctor";

    /// <summary>Any constructor that takes what the generated one takes.</summary>
    public const string CallableConstructor = ".ctor(options, services, loggerFactory)";

    /// <summary>The overload of <c>Find</c> that takes a key.</summary>
    public const string ByKey = "key";

    /// <summary>The overload of <c>Find</c> that takes a part of a text.</summary>
    public const string BySpan = "span";

    /// <summary>The overload of a method that opens that takes a function.</summary>
    public const string ByFunction = "create";

    /// <summary>The overload of a method that opens that takes a function and its state.</summary>
    public const string ByFunctionWithState = "state, create";

    /// <summary>The method that lists the last exits.</summary>
    public const string GetRecentExits = "GetRecentExits";

    /// <summary>The field of the services that constructors require.</summary>
    public const string RequiredServices = "RequiredServices";

    private const string PrimaryConstructor = "its primary constructor would have to be called by the generated one, which has nothing to give it; "
        + "write an ordinary constructor that calls 'this(options, services, loggerFactory)'";

    private static readonly Func<ITypeSymbol, bool> IsOptions = static type => type.Is("GenTracker", "ChildOptions");
    private static readonly Func<ITypeSymbol, bool> IsRequiredServices = static type =>
        type is IArrayTypeSymbol { Rank: 1, ElementType: var service } && service.Is("GenTracker.Runtime", "RequiredService");

    private static readonly Func<ITypeSymbol, bool> IsToken = static type => type.Is("System.Threading", "CancellationToken");

    private readonly TrackerDeclaration _declaration;
    private readonly INamedTypeSymbol _tracker;
    private readonly Compilation _compilation;
    private readonly ImmutableArray<DiagnosticInfo>.Builder _diagnostics;
    private readonly List<string> _taken = [];

    private TrackerMembers(
        TrackerDeclaration declaration, INamedTypeSymbol tracker, Compilation compilation, ImmutableArray<DiagnosticInfo>.Builder diagnostics) =>
        (_declaration, _tracker, _compilation, _diagnostics) = (declaration, tracker, compilation, diagnostics);

    /// <summary>The class that keeps the arguments of a constructor, and the overload of a method that opens by it.</summary>
    /// <param name="index">The number of the constructor, in the order of the overloads.</param>
    public static string SpecName(int index) => "Spec" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Reports the members of the user that stand where a generated one would, and finds the generated ones, which are left out. Nothing is to do if the user
    /// wrote no part.
    /// </summary>
    public static ImmutableArray<string> FindTaken(
        TrackerDeclaration declaration, Compilation compilation, ImmutableArray<DiagnosticInfo>.Builder diagnostics)
    {
        if (declaration.Type.FindWrittenBeside("Tracker") is not { } tracker) return [];
        TrackerMembers members = new(declaration, tracker, compilation, diagnostics);
        members.Check();
        return [.. members._taken];
    }

    private void Check()
    {
        ITypeSymbol key = _declaration.KeyType;
        CheckConstructors();
        if (_declaration.HasStringKeys)
        {
            Check("Find", ByKey, Is(key));
            Check("Find", BySpan, static type => type.Is("System", "ReadOnlySpan", arity: 1));
        }

        if (_declaration.Names!.HasAttrs)
        {
            Check(GetRecentExits, null);
            CheckField(GeneratedNames.AttrsReader);
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
            if (isSame || isPrimary) _taken.Add(Constructor);
            if (isPrimary)
            {
                if (!isSame) _taken.Add(CallableConstructor);
                _diagnostics.Add(DiagnosticInfo.Create(
                    DiagnosticDescriptors.DeclaredMemberDoesNotFit, constructor.SourceLocation()!, _tracker.Name, _declaration.Type.Name, PrimaryConstructor));
            }
            else if (isSame)
            {
                Report(_tracker.Name, constructor);
            }
        }
    }

    private void CheckOpenMethods(ITypeSymbol key)
    {
        for (int i = 0; i < _declaration.OpenOverloads.Length; i++)
        {
            string spec = SpecName(i);
            CheckField(spec);
            Func<ITypeSymbol, bool>[] arguments =
            [
                .. _declaration.OpenOverloads[i].Parameters
                    .Where(static declared => declared.Role == ParameterRole.Argument)
                    .Select(declared => Is(declared.Parameter.Type)),
            ];
            CheckOpen(spec, 0, [Is(key), .. arguments, IsOptions, IsToken]);
        }

        if (_declaration.OpenOverloads.Any(static overload => overload.Parameters.Any(
            static declared => declared.Role is ParameterRole.Service or ParameterRole.KeyedService)))
        {
            CheckField(RequiredServices);
            if (AccessorNames.FindTaken(_tracker, RequiredServices, IsRequiredServices) is { } accessor)
            {
                _taken.Add(RequiredServices);
                Report(accessor.Name, accessor);
            }
        }

        CheckOpen(ByFunction, 0, [Is(key), IsFunc(2), IsOptions, IsToken]);
        CheckOpen(ByFunctionWithState, 1, [Is(key), static type => type is ITypeParameterSymbol, IsFunc(4), IsOptions, IsToken]);

        void CheckOpen(string overload, int arity, Func<ITypeSymbol, bool>[] parameters)
        {
            foreach (string name in new[] { "FindOrOpenAsync", "OpenAsync", "ReopenAsync" }) Check(name, overload, arity, parameters);
        }
    }

    private void CheckIncrements(ITypeSymbol key, TrackedPropertyDeclaration property)
    {
        if ((property.Members & CounterMembers.TryIncrement) == 0) return;
        Func<ITypeSymbol, bool> isValue = Is(property.Symbol.Type);
        string name = property.Symbol.Name;
        Check(GeneratedNames.CounterMemberName(CounterMembers.Increment, name), null, Is(key), isValue);
        string tryIncrement = GeneratedNames.CounterMemberName(CounterMembers.TryIncrement, name);
        if (property.Striped) Check(tryIncrement, null, Is(key), isValue);
        else Check(tryIncrement, null, Is(key), isValue, isValue);
    }

    /// <summary>Reports any member of a name, which a generated field or type has.</summary>
    private void CheckField(string name) => Check(name, null, -1, []);

    private void Check(string name, string? overload, params Func<ITypeSymbol, bool>[] parameters) => Check(name, overload, 0, parameters);

    /// <summary>Reports a member that cannot stand beside the generated one. A method may share its name with methods of other parameters.</summary>
    private void Check(string name, string? overload, int arity, Func<ITypeSymbol, bool>[] parameters)
    {
        foreach (ISymbol member in _tracker.GetMembers(name))
        {
            if (member.SourceLocation() is null) continue;
            bool clashes = arity < 0 || member is not IMethodSymbol method
                || (method.Arity == arity && method.Parameters.Length == parameters.Length
                    && method.Parameters.Zip(parameters, static (parameter, isSame) => isSame(parameter.Type)).All(static same => same));
            if (!clashes) continue;
            _taken.Add(overload is null ? name : $"{name}({overload})");
            Report(name, member);
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
