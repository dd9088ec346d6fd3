using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.Disks;

/// <summary>What a crash leaves of names, beside a model that remembers every state of every directory.</summary>
public class CrashNameTests
{
    private static readonly string[] s_directories = ["", "d", "e"];
    private static readonly string[] s_names = ["x", "y", "z"];

    private sealed record Deed(int Kind, string Path, string Other, string Directory);

    private sealed record Case(Deed[] Deeds, int Seed);

    private static Gen<string> Paths =>
        from directory in Gen.Elements(s_directories)
        from name in Gen.Elements(s_names)
        select directory.Length == 0 ? name : $"{directory}/{name}";

    private static Arbitrary<Case> Cases => Arb.From(
        from deeds in Gen.ListOf(
            from kind in Gen.Frequency((4, Gen.Constant(0)), (3, Gen.Constant(1)), (2, Gen.Constant(2)), (2, Gen.Constant(3)))
            from path in Paths
            from other in Paths
            from directory in Gen.Elements(s_directories)
            select new Deed(kind, path, other, directory)).Resize(25)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Case([.. deeds], seed),
        static @case => @case.Deeds.Select((_, i) => @case with { Deeds = [.. @case.Deeds[..i], .. @case.Deeds[(i + 1)..]] }));

    /// <remarks>
    /// Mutations: seen to fail when each change of names was drawn by itself, when a flush of a directory made the newest change of it durable only, and when a
    /// rename was two changes.
    /// </remarks>
    [Fact]
    public void A_directory_is_left_as_it_was_at_some_time_since_its_flush() =>
        Holds.ForAll(Cases, static @case =>
        {
            var model = new Model();
            model.Play(@case.Deeds);
            model.Tree.Crash(new Random(@case.Seed).Next);
            foreach (string directory in s_directories)
            {
                string left = string.Join(' ', model.Tree.List(directory).Where(static entry => !entry.IsDirectory).Select(entry => $"{entry.Name}{model.IdAt(directory, entry.Name)}"));
                Assert.Contains(left, model.States[directory].Skip(model.Flushed[directory]));
            }
        }, cases: 300);

    /// <remarks>Mutation: seen to fail when a rename was two changes, a deletion and a creation.</remarks>
    [Fact]
    public void A_file_has_one_name_or_none_and_a_durable_one_is_never_nowhere() =>
        Holds.ForAll(Cases, static @case =>
        {
            var model = new Model();
            model.Play(@case.Deeds);
            model.Tree.Crash(new Random(@case.Seed).Next);
            int[] left = [.. s_directories.SelectMany(directory => model.Tree.List(directory).Where(static entry => !entry.IsDirectory).Select(entry => model.IdAt(directory, entry.Name)))];
            Assert.Equal(left.Length, left.Distinct().Count());
            Assert.Empty(model.Durable.Except(left));
        }, cases: 300);

    /// <summary>Plays deeds on a tree, and remembers what each directory was like after each.</summary>
    private sealed class Model
    {
        private readonly Dictionary<string, int> _ids = [];
        private int _files;

        public Model()
        {
            foreach (string directory in s_directories)
            {
                Tree.CreateDirectory(directory);
                States[directory] = [""];
                Flushed[directory] = 0;
            }

            Tree.FlushDirectory("", Tree.NewestName);
        }

        public FileTree Tree { get; } = new();

        public Dictionary<string, List<string>> States { get; } = [];

        /// <summary>The state that was there at the last flush.</summary>
        public Dictionary<string, int> Flushed { get; } = [];

        /// <summary>Files whose name was flushed once, and that no deed was to remove.</summary>
        public HashSet<int> Durable { get; } = [];

        public int IdAt(string directory, string name)
        {
            FileContent content = Tree.FindFile(directory.Length == 0 ? name : $"{directory}/{name}").Content;
            return content.Bytes[0];
        }

        public void Play(Deed[] deeds)
        {
            foreach (Deed deed in deeds)
            {
                Do(deed);
                foreach (string directory in s_directories)
                {
                    Note(directory);
                }
            }
        }

        private void Do(Deed deed)
        {
            switch (deed.Kind)
            {
                case 0:
                    Create(deed.Path);
                    break;
                case 1:
                    Rename(deed.Path, deed.Other);
                    break;
                case 2:
                    Forget(deed.Path);
                    Tree.Delete(deed.Path);
                    break;
                default:
                    Tree.FlushDirectory(deed.Directory, Tree.NewestName);
                    Flushed[deed.Directory] = States[deed.Directory].Count - 1;
                    Durable.UnionWith(_ids.Where(named => DiskPath.Parent(named.Key) == deed.Directory).Select(static named => named.Value));
                    break;
            }
        }

        private void Create(string path)
        {
            if (!_ids.ContainsKey(path))
            {
                FileNode file = Tree.Open(path, FileMode.CreateNew);
                _ids[path] = ++_files;
                Tree.Write(path, file, 0, [(byte)_files]);
                file.Flush(file.Changes);
            }
        }

        private void Rename(string from, string to)
        {
            if (from != to && _ids.Remove(from, out int id))
            {
                Forget(to);
                Tree.Rename(from, to);
                _ids[to] = id;
            }
        }

        private void Forget(string path)
        {
            if (_ids.Remove(path, out int gone))
            {
                Durable.Remove(gone);
            }
        }

        private void Note(string directory) => States[directory].Add(string.Join(' ', _ids
            .Where(named => DiskPath.Parent(named.Key) == directory)
            .Select(named => $"{named.Key[(named.Key.LastIndexOf('/') + 1)..]}{named.Value}")
            .Order(StringComparer.Ordinal)));
    }
}
