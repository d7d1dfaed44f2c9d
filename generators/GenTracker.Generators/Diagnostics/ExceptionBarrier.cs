using System;
using System.Threading;
using GenTracker.Generators.Declarations;
using GenTracker.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace GenTracker.Generators.Diagnostics;

/// <summary>Confines an exception of the generator to the class that causes it.</summary>
internal static class ExceptionBarrier
{
    /// <summary>Reads a class. An exception becomes a diagnostic of the class.</summary>
    public static ParsedTracker Parse(string name, Location location, Func<ParsedTracker> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(null, [ToDiagnostic(name, location, exception)]);
        }
    }

    /// <summary>Reads a class for the sake of another one; null after an exception, which is reported when the class is read for its own sake.</summary>
    public static TrackerDeclaration? ReadForOthers(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        try
        {
            return TrackerDeclaration.Read(type, compilation, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Writes the file of a class. An exception becomes a diagnostic without a place, because the model has none.</summary>
    public static void Emit(string name, SourceProductionContext context, Action emit)
    {
        try
        {
            emit();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.ReportDiagnostic(ToDiagnostic(name, Location.None, exception).ToDiagnostic());
        }
    }

    /// <summary>The diagnostic of an exception that a class has caused.</summary>
    public static DiagnosticInfo ToDiagnostic(string name, Location location, Exception exception) => DiagnosticInfo.Create(
        DiagnosticDescriptors.InternalError, location, name, exception.GetType().Name, exception.Message.Replace("\r", "").Replace('\n', ' '));
}
