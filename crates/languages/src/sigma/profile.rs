//! What vigie knows of a log source: the table of its events, and what the names of fields mean in
//! them. One file a source in `logsources/`.
//!
//! A rule may name a field by its path in the event (`requestParameters.attribute`), by the column
//! of the Sentinel table (`UserIdentityArn`), or by a name that rules commonly use
//! (`gcp.audit.method_name`). A name that is in no list is a path in the event.

use std::sync::LazyLock;

use vigie_syntax::yaml::{self, Node};

/// A log source.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// How people call it.
    pub title: String,
    /// What rules say of it.
    pub logsources: Vec<Logsource>,
    /// The table of its events: `_time`, `_raw`.
    pub table: String,
    /// The table of Sentinel that holds the same.
    pub sentinel: Option<String>,
    /// Names, and the paths in the event that may hold the value; the first that does counts.
    pub fields: Vec<(String, Vec<String>)>,
    /// Names whose value is computed: KQL over `_raw`.
    pub computed: Vec<(String, String)>,
    /// Beginnings of names that mean another beginning: `data.protoPayload` is `protoPayload`.
    pub prefixes: Vec<(String, String)>,
    /// The keys that an event may have at its top; nothing is known when there are none.
    pub known: Vec<String>,
    /// Paths that hold an object, never a text.
    pub objects: Vec<String>,
    /// Columns of the Sentinel table that hold JSON as text.
    pub text: Vec<String>,
    /// Paths that hold one of a few words, and the words in the letters in which they are written.
    pub words: Vec<(String, Vec<String>)>,
    /// Paths whose texts have no capitals.
    pub lower: Vec<String>,
    /// What an alert shows of an event: column and field.
    pub show: Vec<(String, String)>,
    /// Kind of entity and column that is shown.
    pub entities: Vec<(String, String)>,
    /// The names of fields are the columns of the table.
    pub columns: bool,
}

/// What a rule says of the log it is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Logsource {
    pub category: Option<String>,
    pub product: Option<String>,
    pub service: Option<String>,
}

/// Every source, by the name of its file.
const FILES: &[&str] = &[
    include_str!("logsources/aws_cloudtrail.yaml"),
    include_str!("logsources/azure_activity.yaml"),
    include_str!("logsources/azure_auditlogs.yaml"),
    include_str!("logsources/azure_pim.yaml"),
    include_str!("logsources/azure_riskdetection.yaml"),
    include_str!("logsources/azure_signinlogs.yaml"),
    include_str!("logsources/gcp_audit.yaml"),
    include_str!("logsources/gcp_workspace.yaml"),
    include_str!("logsources/github.yaml"),
    include_str!("logsources/m365.yaml"),
    include_str!("logsources/okta.yaml"),
];

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    let read = |text: &&str| yaml::parse(text).ok()?.first().and_then(profile);
    FILES.iter().filter_map(read).collect()
});

/// Every source that vigie knows.
pub fn profiles() -> &'static [Profile] {
    &PROFILES
}

impl Logsource {
    /// Reads a `logsource` of a rule or of a list of ours.
    pub fn read(node: &Node) -> Self {
        let text = |key| Some(node.get(key)?.text()?.trim().to_owned());
        Self {
            category: text("category"),
            product: text("product"),
            service: text("service"),
        }
    }

    /// Whether all that this says is also said by the other.
    pub fn covers(&self, other: &Self) -> bool {
        let agrees = |own: &Option<String>, other: &Option<String>| match (own, other) {
            (None, _) => true,
            (Some(own), Some(other)) => own.eq_ignore_ascii_case(other),
            (Some(_), None) => false,
        };
        agrees(&self.category, &other.category)
            && agrees(&self.product, &other.product)
            && agrees(&self.service, &other.service)
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl std::fmt::Display for Logsource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [
            ("product", &self.product),
            ("service", &self.service),
            ("category", &self.category),
        ];
        let said: Vec<String> = parts
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}: {}", value.as_ref()?)))
            .collect();
        f.write_str(&said.join(", "))
    }
}

/// The source that a rule is for: the one that says all the rule says. A rule that names a product
/// alone has one only where the product has a single log.
pub fn find(logsource: &Logsource) -> Option<&'static Profile> {
    if logsource.is_empty() {
        return None;
    }
    let mut fitting = profiles()
        .iter()
        .filter(|p| p.logsources.iter().any(|own| logsource.covers(own)));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

impl Profile {
    /// The source that a pipeline describes: a table, and fields as they stand in the event.
    pub fn of_table(table: &str) -> Self {
        let known = profiles().iter().find(|p| p.table == table);
        known.cloned().unwrap_or_else(|| Self {
            title: table.to_owned(),
            logsources: Vec::new(),
            table: table.to_owned(),
            sentinel: None,
            fields: Vec::new(),
            computed: Vec::new(),
            prefixes: Vec::new(),
            known: Vec::new(),
            objects: Vec::new(),
            text: Vec::new(),
            words: Vec::new(),
            lower: Vec::new(),
            show: Vec::new(),
            entities: Vec::new(),
            columns: false,
        })
    }

    /// The same log as Sentinel holds it: names are the columns of its table, and mean what they hold.
    /// Rules whose `taxonomy` is `sentinel` ask for it.
    pub fn in_sentinel(&self) -> Option<Self> {
        Some(Self {
            table: self.sentinel.clone()?,
            fields: Vec::new(),
            computed: Vec::new(),
            prefixes: Vec::new(),
            known: Vec::new(),
            show: Vec::new(),
            columns: true,
            ..self.clone()
        })
    }

    /// The column that holds the time of an event.
    pub fn time(&self) -> &'static str {
        if self.columns {
            "TimeGenerated"
        } else {
            "_time"
        }
    }

    /// The paths in the event that a name may mean, best first; never none.
    pub fn paths(&self, name: &str) -> Vec<String> {
        if let Some((_, paths)) = lookup(&self.fields, name) {
            return paths.clone();
        }
        // A field within one that has other names: `DeviceDetail.deviceId`.
        let mut end = name.len();
        while let Some(dot) = name.get(..end).and_then(|n| n.rfind('.')) {
            let (head, tail) = name.split_at(dot);
            if let Some((_, paths)) = lookup(&self.fields, head) {
                return paths.iter().map(|p| format!("{p}{tail}")).collect();
            }
            end = dot;
        }
        for (from, to) in &self.prefixes {
            if let Some(rest) = name.strip_prefix(from.as_str())
                && (rest.is_empty() || rest.starts_with('.'))
            {
                return vec![format!("{to}{rest}"), name.to_owned()];
            }
        }
        vec![name.to_owned()]
    }

    /// The KQL that computes a name, where it is computed.
    pub fn computed(&self, name: &str) -> Option<&str> {
        lookup(&self.computed, name).map(|(_, kql)| kql.as_str())
    }

    /// Whether a name has a place in the event.
    pub fn stores(&self, name: &str) -> bool {
        lookup(&self.fields, name).is_some()
    }

    /// The column of the Sentinel table that holds a field, and what is left of the name behind it.
    pub fn column<'n>(&self, name: &'n str) -> Option<(&str, &'n str)> {
        let is_column = |own: &str| own.starts_with(|c: char| c.is_ascii_uppercase() || c == '_');
        let own = |name: &str| {
            let columns = self.fields.iter().filter(|(own, _)| is_column(own));
            let by_path = columns
                .clone()
                .find(|(_, paths)| paths.iter().any(|p| p.eq_ignore_ascii_case(name)));
            let named = columns.into_iter().find(|(own, _)| own == name);
            let computed = self.computed.iter().find(|(own, _)| own == name);
            named
                .or(by_path)
                .map(|(own, _)| own.as_str())
                .or(computed.map(|(own, _)| own.as_str()))
        };
        for (from, to) in &self.prefixes {
            let rest = name.strip_prefix(from.as_str());
            if let Some(rest) = rest.filter(|rest| rest.starts_with('.')) {
                let meant = format!("{to}{rest}");
                return own(&meant).map(|column| (column, ""));
            }
        }
        if let Some(column) = own(name) {
            return Some((column, ""));
        }
        if let Some((_, paths)) = self.fields.iter().find(|(own, _)| own == name)
            && let Some(column) = paths.iter().find_map(|p| own(p))
        {
            return Some((column, ""));
        }
        let mut end = name.len();
        while let Some(dot) = name.get(..end).and_then(|n| n.rfind('.')) {
            let (head, tail) = name.split_at(dot);
            if let Some(column) = own(head) {
                return Some((column, tail.get(1..).unwrap_or("")));
            }
            end = dot;
        }
        None
    }

    /// Whether an event may have a field; known only where the keys of events are.
    pub fn may_have(&self, name: &str) -> bool {
        self.known.is_empty()
            || self.computed(name).is_some()
            || self.paths(name).iter().any(|path| {
                let top = path.split('.').next().unwrap_or(path);
                self.known.iter().any(|known| known == top)
            })
    }

    /// Whether all that a name may mean are objects.
    pub fn is_object(&self, name: &str) -> bool {
        let is = |path: &String| self.objects.contains(path);
        self.computed(name).is_none() && self.paths(name).iter().all(is)
    }

    /// The words that a field holds, where they are known of every path of it.
    pub fn words(&self, name: &str) -> Option<Vec<&str>> {
        let mut all = Vec::new();
        for path in self.paths(name) {
            let (_, words) = self.words.iter().find(|(own, _)| *own == path)?;
            all.extend(words.iter().map(String::as_str));
        }
        Some(all)
    }

    /// Whether a field has no capitals, whatever it holds.
    pub fn is_lower(&self, name: &str) -> bool {
        let is = |path: &String| self.lower.contains(path);
        self.computed(name).is_none() && self.paths(name).iter().all(is)
    }

    /// Every name that a rule may use.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter().map(|(name, _)| name.as_str());
        let computed = self.computed.iter().map(|(name, _)| name.as_str());
        let known = self.known.iter().map(String::as_str);
        fields.chain(computed).chain(known)
    }
}

/// The entry of a name: as it is written, or else in another letter case.
fn lookup<'a, T>(entries: &'a [(String, T)], name: &str) -> Option<&'a (String, T)> {
    let exact = entries.iter().find(|(own, _)| own == name);
    exact.or_else(|| {
        entries
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
    })
}

fn profile(node: &Node) -> Option<Profile> {
    let text = |key| Some(node.get(key)?.text()?.to_owned());
    let list = |key| node.get(key).map(texts).unwrap_or_default();
    let pairs = |key| -> Vec<(String, String)> {
        let entries = node.get(key).map_or(&[][..], Node::entries);
        entries
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), value.text()?.trim().to_owned())))
            .collect()
    };
    let lists = |key| -> Vec<(String, Vec<String>)> {
        let entries = node.get(key).map_or(&[][..], Node::entries);
        entries
            .iter()
            .map(|(name, items)| (name.clone(), texts(items)))
            .collect()
    };
    Some(Profile {
        title: text("title")?,
        logsources: node
            .get("logsources")?
            .items()
            .iter()
            .map(Logsource::read)
            .collect(),
        table: text("table")?,
        sentinel: text("sentinel"),
        fields: lists("fields"),
        computed: pairs("computed"),
        prefixes: pairs("prefixes"),
        known: list("known"),
        objects: list("objects"),
        text: list("text"),
        words: lists("words"),
        lower: list("lower"),
        show: pairs("show"),
        entities: pairs("entities"),
        columns: false,
    })
}

fn texts(node: &Node) -> Vec<String> {
    let items = node.items().iter();
    items.filter_map(|i| Some(i.text()?.to_owned())).collect()
}
