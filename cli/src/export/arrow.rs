//! The types of the record as an Arrow schema.

use arrow_schema::{DataType, Field as Column, FieldRef, Fields, Schema, SchemaRef};
use serde_json::Value;
use sidelines::show::schema::{self, Field, Shape};

/// The schema of one kind of object, nested as the object is. Every column may be null: a record that an earlier
/// version made may lack what later ones write.
pub fn of(document: &Value, kind: &str) -> SchemaRef {
    Schema::new(columns(&schema::fields(document, kind))).into()
}

fn columns(fields: &[Field]) -> Fields {
    fields.iter().map(|f| Column::new(&f.name, data_type(&f.shape), true).with_metadata(told(f))).collect()
}

/// What a field means stands with it, where a reader of Parquet can look it up.
fn told<M: FromIterator<(String, String)>>(field: &Field) -> M {
    std::iter::once(("description".to_owned(), field.meaning.clone())).collect()
}

fn data_type(shape: &Shape) -> DataType {
    match shape {
        Shape::Text(_) => DataType::Utf8,
        Shape::Integer => DataType::Int64,
        Shape::Number => DataType::Float64,
        Shape::Boolean => DataType::Boolean,
        Shape::Object(_, fields) => DataType::Struct(columns(fields)),
        Shape::List(item) => DataType::List(FieldRef::new(Column::new_list_field(data_type(item), true))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_nest() {
        let schema = of(&schema::document(), "event");
        let DataType::List(item) = schema.field_with_name("actors").unwrap().data_type() else { panic!() };
        let DataType::Struct(fields) = item.data_type() else { panic!() };
        assert_eq!(
            fields.iter().map(|f| f.name().as_str()).collect::<Vec<_>>()[..3],
            ["name", "actor", "kind"]
        );
        let DataType::Struct(fields) = schema.field_with_name("comparison").unwrap().data_type() else {
            panic!()
        };
        assert_eq!(fields.len(), 7);
        assert_eq!(schema.field_with_name("n_reports").unwrap().data_type(), &DataType::Int64);
        assert!(schema.field_with_name("id").unwrap().metadata()["description"].contains("hash"));
    }
}
