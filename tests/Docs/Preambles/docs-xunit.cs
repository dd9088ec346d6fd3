global using NUnit.Framework;
global using Xunit;

abstract class Page;
