using Xunit;

// A cluster takes more than the processors of a small machine, and a node that gets none loses its lease.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
