//! What the library promises: every public item that the documentation shows, as one page of signatures.
//!
//! The page is read from the sources with `syn` and held against `tests/snapshots/surface.snap`. CONTRIBUTING.md
//! says what a line that moved means for the version.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::visit::Visit;
use syn::{Attribute, Field, Fields, ImplItem, Item, ItemImpl, TraitItem, Type, UseTree, Visibility};

use super::project::{files_below, has_ending, matches_snapshot, read};

/// A file of `src/`, parsed.
struct Source {
    path: PathBuf,
    items: Vec<Item>,
}

/// All files of `src/`, and which of them define a type.
struct Crate {
    sources: Vec<Source>,
    defined: BTreeMap<String, Vec<usize>>,
}

impl Crate {
    fn parsed() -> Self {
        let mut sources = Vec::new();
        for path in files_below("src").into_iter().filter(|path| has_ending(path, "rs")) {
            let file = syn::parse_file(&read(&path)).unwrap_or_else(|e| panic!("{path}: {e}"));
            sources.push(Source { path: path.into(), items: file.items });
        }
        let mut defined: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, source) in sources.iter().enumerate() {
            for name in source.items.iter().filter_map(type_name) {
                defined.entry(name).or_default().push(at);
            }
        }
        Self { sources, defined }
    }

    fn file(&self, path: &Path) -> Option<usize> {
        self.sources.iter().position(|source| source.path == path)
    }

    /// The file of a module that a file declares.
    fn child(&self, of: usize, name: &str) -> usize {
        let parent = &self.sources[of].path;
        let folder = match parent.file_stem().and_then(|stem| stem.to_str()) {
            Some("lib" | "mod") | None => parent.with_file_name(""),
            Some(stem) => parent.with_file_name(stem),
        };
        let found = self.file(&folder.join(format!("{name}.rs")));
        found
            .or_else(|| self.file(&folder.join(name).join("mod.rs")))
            .unwrap_or_else(|| panic!("no file of {name}"))
    }

    /// Whether an `impl` in one file is of the type of that name in another.
    fn is_of(&self, named: &str, written_in: usize, definition: usize) -> bool {
        let Some(files) = self.defined.get(named) else { return false };
        if files.contains(&written_in) {
            return written_in == definition;
        }
        // The nearest definition: that which shares most folders.
        let shared = |file: usize| {
            let [a, b] = [file, written_in].map(|at| self.sources[at].path.components());
            a.zip(b).take_while(|(a, b)| a == b).count()
        };
        files.iter().copied().max_by_key(|&file| (shared(file), std::cmp::Reverse(file))) == Some(definition)
    }

    /// What is public of a module: its own items, and what it takes out of private modules.
    fn module(&self, file: usize) -> Vec<Item> {
        let mut shown = Vec::new();
        for item in &self.sources[file].items {
            match item {
                Item::Mod(module) if is_public(&module.vis) && module.content.is_none() => {
                    if !is_hidden(&module.attrs) {
                        let mut module = module.clone();
                        let inside = self.module(self.child(file, &module.ident.to_string()));
                        module.attrs.retain(is_shown);
                        (module.semi, module.content) = (None, Some((syn::token::Brace::default(), inside)));
                        shown.push(Item::Mod(module));
                    }
                }
                Item::Use(taken) if is_hidden(&taken.attrs) => {}
                Item::Use(taken) if is_public(&taken.vis) => shown.extend(self.taken(file, &[], &taken.tree)),
                other => shown.extend(self.with_impls(file, other)),
            }
        }
        shown
    }

    /// The items that `pub use` names.
    fn taken(&self, file: usize, path: &[String], tree: &UseTree) -> Vec<Item> {
        match tree {
            UseTree::Path(step) => {
                let path = [path, &[step.ident.to_string()]].concat();
                self.taken(file, &path, &step.tree)
            }
            UseTree::Group(group) => {
                group.items.iter().flat_map(|tree| self.taken(file, path, tree)).collect()
            }
            UseTree::Name(name) => self.item(file, path, &name.ident.to_string()),
            UseTree::Rename(renamed) => {
                let as_written =
                    format!("pub use {}::{} as {};", path.join("::"), renamed.ident, renamed.rename);
                vec![syn::parse_str(&as_written).expect("a use")]
            }
            UseTree::Glob(_) => panic!("`pub use …::*` hides what is promised: name the items"),
        }
    }

    fn item(&self, file: usize, path: &[String], name: &str) -> Vec<Item> {
        let mut at = file;
        for step in path {
            at = match step.as_str() {
                "crate" => self.file(Path::new("src/lib.rs")).expect("lib.rs"),
                "super" => self.parent(at),
                step => self.child(at, step),
            };
        }
        let named = |item: &&Item| item_name(item).as_deref() == Some(name);
        let found = self.sources[at].items.iter().filter(named).flat_map(|item| self.with_impls(at, item));
        let found: Vec<Item> = found.collect();
        assert!(!found.is_empty(), "{} has no public {name}", self.sources[at].path.display());
        found
    }

    fn parent(&self, file: usize) -> usize {
        let path = &self.sources[file].path;
        let folder = if path.ends_with("mod.rs") { path.parent().expect("a folder") } else { path };
        self.file(&folder.with_file_name("mod.rs")).expect("the module above")
    }

    /// An item's signature, if it is public, with what is implemented for it anywhere in the crate.
    fn with_impls(&self, file: usize, item: &Item) -> Vec<Item> {
        let Some(signature) = signature(item) else { return Vec::new() };
        let mut shown = vec![signature];
        if let Some(name) = type_name(item) {
            for (at, source) in self.sources.iter().enumerate() {
                for item in &source.items {
                    let Item::Impl(block) = item else { continue };
                    if implemented(block).is_some_and(|of| of == name) && self.is_of(&name, at, file) {
                        shown.extend(public_part(block));
                    }
                }
            }
        }
        shown
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("doc")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|argument| argument == "hidden")
    })
}

/// Attributes that a user of the library can notice.
fn is_shown(attribute: &Attribute) -> bool {
    ["derive", "cfg", "non_exhaustive", "must_use", "default"]
        .iter()
        .any(|name| attribute.path().is_ident(name))
}

fn type_name(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

fn item_name(item: &Item) -> Option<String> {
    match item {
        Item::Fn(item) => Some(item.sig.ident.to_string()),
        Item::Const(item) => Some(item.ident.to_string()),
        Item::Static(item) => Some(item.ident.to_string()),
        Item::Type(item) => Some(item.ident.to_string()),
        Item::Trait(item) => Some(item.ident.to_string()),
        other => type_name(other),
    }
}

/// The type that an `impl` is of.
fn implemented(block: &ItemImpl) -> Option<String> {
    let Type::Path(path) = &*block.self_ty else { return None };
    Some(path.path.segments.last()?.ident.to_string())
}

/// A public item without bodies, values, comments and what is private in it.
fn signature(item: &Item) -> Option<Item> {
    let mut item = item.clone();
    let (visibility, attributes) = match &mut item {
        Item::Fn(item) => {
            *item.block = syn::parse_quote!({});
            (&item.vis, &mut item.attrs)
        }
        Item::Struct(item) => {
            strip(&mut item.fields);
            (&item.vis, &mut item.attrs)
        }
        Item::Enum(item) => {
            for variant in &mut item.variants {
                variant.attrs.retain(is_shown);
                variant.fields.iter_mut().for_each(|field| field.attrs.clear());
            }
            (&item.vis, &mut item.attrs)
        }
        Item::Trait(item) => {
            for method in &mut item.items {
                if let TraitItem::Fn(method) = method {
                    method.attrs.retain(is_shown);
                    method.default = method.default.as_ref().map(|_| syn::parse_quote!({}));
                }
            }
            (&item.vis, &mut item.attrs)
        }
        Item::Const(item) => {
            *item.expr = syn::parse_quote!(_);
            (&item.vis, &mut item.attrs)
        }
        Item::Static(item) => {
            *item.expr = syn::parse_quote!(_);
            (&item.vis, &mut item.attrs)
        }
        Item::Type(item) => (&item.vis, &mut item.attrs),
        _ => return None,
    };
    if !is_public(visibility) || is_hidden(attributes) {
        return None;
    }
    attributes.retain(is_shown);
    Some(item)
}

fn is_shown_field(field: &Field) -> bool {
    is_public(&field.vis) && !is_hidden(&field.attrs)
}

/// Public fields alone; that there are others is seen, since then nobody else can make a value.
fn strip(fields: &mut Fields) {
    let kept = |field: &Field| {
        let mut field = field.clone();
        field.attrs.retain(is_shown);
        field
    };
    match fields {
        Fields::Named(named) => {
            let all = named.named.len();
            named.named = named.named.iter().filter(|field| is_shown_field(field)).map(kept).collect();
            if named.named.len() < all {
                named.named.push(syn::parse_quote!(private_fields: _));
            }
        }
        Fields::Unnamed(fields) => {
            for field in &mut fields.unnamed {
                if !is_shown_field(field) {
                    field.ty = syn::parse_quote!(_);
                }
                field.attrs.clear();
            }
        }
        Fields::Unit => {}
    }
}

/// The public part of an `impl`: methods of a type, or that a trait is implemented.
fn public_part(block: &ItemImpl) -> Option<Item> {
    let mut block = block.clone();
    if block.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
        return None;
    }
    block.attrs.clear();
    if block.trait_.is_some() {
        block.items.retain(|item| matches!(item, ImplItem::Type(_)));
        return Some(Item::Impl(block));
    }
    block.items.retain_mut(|item| match item {
        ImplItem::Fn(method) => {
            method.block = syn::parse_quote!({});
            let shown = is_public(&method.vis) && !is_hidden(&method.attrs);
            method.attrs.retain(is_shown);
            shown
        }
        ImplItem::Const(constant) => {
            constant.expr = syn::parse_quote!(_);
            constant.attrs.clear();
            is_public(&constant.vis)
        }
        _ => false,
    });
    (!block.items.is_empty()).then_some(Item::Impl(block))
}

fn surface(all: &Crate) -> syn::File {
    let items = all.module(all.file(Path::new("src/lib.rs")).expect("lib.rs"));
    syn::File { shebang: None, attrs: Vec::new(), items }
}

#[test]
fn the_surface_is_that_of_its_snapshot() {
    let page = prettyplease::unparse(&surface(&Crate::parsed()));
    assert!(page.contains("pub fn check("), "{page}");
    assert!(matches_snapshot("surface", &page), "the public items moved: CONTRIBUTING.md says what follows");
}

/// Names of types in signatures, and names that are defined there.
#[derive(Default)]
struct Named {
    used: BTreeSet<String>,
    defined: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Named {
    fn visit_type_path(&mut self, path: &'ast syn::TypePath) {
        self.used.extend(path.path.segments.last().map(|segment| segment.ident.to_string()));
        syn::visit::visit_type_path(self, path);
    }

    fn visit_item(&mut self, item: &'ast Item) {
        self.defined.extend(item_name(item));
        if let Item::Use(taken) = item
            && let UseTree::Path(path) = &taken.tree
            && let UseTree::Rename(renamed) = &*path.tree
        {
            self.defined.insert(renamed.rename.to_string());
        }
        // What a type implements is no part of what must be understood.
        if !matches!(item, Item::Impl(block) if block.trait_.is_some()) {
            syn::visit::visit_item(self, item);
        }
    }
}

/// No promised signature names a type of the project that the documentation does not show.
#[test]
fn the_surface_is_whole() {
    let all = Crate::parsed();
    let page = surface(&all);
    let mut named = Named::default();
    named.visit_file(&page);
    let ours = |name: &&String| all.defined.contains_key(*name);
    let missing: Vec<&String> = named.used.difference(&named.defined).filter(ours).collect();
    assert!(missing.is_empty(), "used in the documented surface and not part of it: {missing:?}");
}

/// The compiler asks for the documentation of what is shown; this asks for that of the rest.
#[test]
fn hidden_items_are_documented_too() {
    let documented =
        |attributes: &[Attribute]| attributes.iter().any(|attribute| attribute.path().is_ident("doc"));
    let mut bare = Vec::new();
    for source in &Crate::parsed().sources {
        for item in &source.items {
            let attributes = match item {
                Item::Fn(item) if is_public(&item.vis) => &item.attrs,
                Item::Struct(item) if is_public(&item.vis) => &item.attrs,
                Item::Enum(item) if is_public(&item.vis) => &item.attrs,
                Item::Trait(item) if is_public(&item.vis) => &item.attrs,
                Item::Const(item) if is_public(&item.vis) => &item.attrs,
                _ => continue,
            };
            if !documented(attributes) {
                bare.push(format!("{}: {}", source.path.display(), item_name(item).unwrap_or_default()));
            }
        }
    }
    assert!(bare.is_empty(), "public and without a word of documentation: {bare:#?}");
}
