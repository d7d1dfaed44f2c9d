namespace GenTracker.Orleans.Generators.Model;

/// <summary>The implementation of a method of a grain interface.</summary>
/// <param name="Head">The return type, the name and the parameters.</param>
/// <param name="Call">The statement that calls the child's method.</param>
/// <param name="ChildVariable">The name of the variable that holds the child: no parameter has it.</param>
/// <param name="ExceptionVariable">The name of the variable that holds what the child has thrown.</param>
internal sealed record ContractMethodModel(string Head, string Call, string ChildVariable, string ExceptionVariable);
