// An alias stands before the namespaces of a file's own using directives: so these are what the runtime's sources mean here.
global using Environment = GenTracker.Instrumentation.Environment;
global using Interlocked = GenTracker.Testing.Instrumented.Interlocked;
global using RandomNumberGenerator = GenTracker.Instrumentation.RandomNumberGenerator;
global using SpinWait = GenTracker.Testing.Instrumented.SpinWait;
global using Vector128 = GenTracker.Testing.Instrumented.Vector128;
global using Volatile = GenTracker.Testing.Instrumented.Volatile;
