//! The elements and attributes that are told apart; every other one is `Other` or left out.

/// Declares an enum of names with the table that turns a name into its variant.
macro_rules! names {
    ($(#[$doc:meta])* $kind:ident { $($variant:ident = $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum $kind { $($variant,)* }

        impl $kind {
            /// The variant of a name in lower case; `None` when it is not told apart.
            pub fn named(name: &[u8]) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

names! {
    /// An element's name. `Root` is the tree's own top, `Other` any name not listed.
    Tag {
        Root = b"#root", Other = b"#other",
        Html = b"html", Head = b"head", Body = b"body", Title = b"title", Meta = b"meta", Link = b"link",
        Base = b"base", Script = b"script", Style = b"style", Noscript = b"noscript", Template = b"template",
        Article = b"article", Main = b"main", Section = b"section", Div = b"div", Header = b"header",
        Footer = b"footer", Nav = b"nav", Aside = b"aside", Address = b"address", Hgroup = b"hgroup",
        Search = b"search", Dialog = b"dialog", Menu = b"menu",
        H1 = b"h1", H2 = b"h2", H3 = b"h3", H4 = b"h4", H5 = b"h5", H6 = b"h6",
        P = b"p", Blockquote = b"blockquote", Pre = b"pre", Hr = b"hr", Br = b"br", Center = b"center",
        Ul = b"ul", Ol = b"ol", Li = b"li", Dl = b"dl", Dt = b"dt", Dd = b"dd",
        Table = b"table", Thead = b"thead", Tbody = b"tbody", Tfoot = b"tfoot", Tr = b"tr", Td = b"td",
        Th = b"th", Caption = b"caption", Col = b"col", Colgroup = b"colgroup",
        Figure = b"figure", Figcaption = b"figcaption", Img = b"img", Picture = b"picture",
        Source = b"source", Video = b"video", Audio = b"audio", Track = b"track", Iframe = b"iframe",
        Object = b"object", Embed = b"embed", Canvas = b"canvas", Svg = b"svg", Math = b"math",
        Map = b"map", Area = b"area", Param = b"param", Wbr = b"wbr",
        A = b"a", Span = b"span", B = b"b", I = b"i", Em = b"em", Strong = b"strong", U = b"u",
        Small = b"small", Font = b"font", Time = b"time", Cite = b"cite", Q = b"q", Code = b"code",
        Sub = b"sub", Sup = b"sup", Mark = b"mark", Abbr = b"abbr", Del = b"del", S = b"s", Ins = b"ins",
        Form = b"form", Input = b"input", Button = b"button", Select = b"select", Option = b"option",
        Optgroup = b"optgroup", Textarea = b"textarea", Label = b"label", Fieldset = b"fieldset",
        Legend = b"legend", Details = b"details", Summary = b"summary", Amp = b"amp-img",
    }
}

names! {
    /// An attribute's name.
    Attr {
        Class = b"class", Id = b"id", Href = b"href", Rel = b"rel", Role = b"role", Style = b"style",
        Hidden = b"hidden", AriaHidden = b"aria-hidden", AriaLabel = b"aria-label",
        Property = b"property", Name = b"name", Content = b"content", HttpEquiv = b"http-equiv",
        Itemprop = b"itemprop", Itemtype = b"itemtype", Datetime = b"datetime", Pubdate = b"pubdate",
        Lang = b"lang", Type = b"type", Title = b"title", Component = b"data-component",
        Testid = b"data-testid", DataType = b"data-type", DataDate = b"data-date",
        Timestamp = b"data-timestamp", Utime = b"data-utime",
    }
}

impl Tag {
    /// Has it neither content nor an end tag? (HTML Living Standard, void elements.)
    pub const fn is_void(self) -> bool {
        use Tag::{Amp, Area, Base, Br, Col, Embed, Hr, Img, Input, Link, Meta, Param, Source, Track, Wbr};
        matches!(
            self,
            Area | Base
                | Br
                | Col
                | Embed
                | Hr
                | Img
                | Input
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
                | Amp
        )
    }

    /// Is its content never words of the page?
    pub const fn is_wordless(self) -> bool {
        use Tag::{Canvas, Iframe, Math, Noscript, Object, Select, Style, Svg, Template, Textarea};
        matches!(
            self,
            Style | Noscript | Template | Svg | Math | Canvas | Iframe | Object | Select | Textarea
        )
    }

    /// Does it stand in a line of text?
    pub const fn is_inline(self) -> bool {
        use Tag::{
            A, Abbr, B, Cite, Code, Del, Em, Font, I, Ins, Label, Mark, Other, Q, S, Small, Span, Strong,
            Sub, Sup, Time, U, Wbr,
        };
        matches!(
            self,
            A | Abbr
                | B
                | Cite
                | Code
                | Del
                | Em
                | Font
                | I
                | Ins
                | Label
                | Mark
                | Other
                | Q
                | S
                | Small
                | Span
                | Strong
                | Sub
                | Sup
                | Time
                | U
                | Wbr
        )
    }

    /// Is it a heading of any level?
    pub const fn is_heading(self) -> bool {
        matches!(self, Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6)
    }

    /// Does an end tag look no further up than this for its element? (The standard's scopes.)
    pub const fn bounds_scope(self) -> bool {
        matches!(
            self,
            Self::Root | Self::Html | Self::Body | Self::Table | Self::Td | Self::Th | Self::Caption
        )
    }
}
