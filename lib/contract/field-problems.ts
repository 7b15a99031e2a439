/** Why one field is not acceptable, in words for a person; reasons of the pattern language come beside these. */
export const FIELD_PROBLEMS = {
  unknown_field: 'There is no field of this name.',
  unknown_parameter: 'There is no parameter of this name.',
  duplicate_field: 'The field is there more than once.',
  required: 'The field is required.',
  wrong_type: 'The value has the wrong type.',
  too_long: 'The value is too long.',
  too_many: 'The list is too long.',
  bad_value: 'The value is not one of those that the field takes.',
  bad_format: 'The value does not have the form of this field.',
  bad_text: 'The text holds a control, bidirectional or invisible character, or half a character.',
  too_deep: 'The value is nested too deeply.',
  expires_in_past: 'The time is not in the future.',
  pattern_immutable: 'The pattern of an entry cannot be changed; create another entry.',
  bad_url: 'The value is not a URL that the gateway could be asked for.',
} as const;

/** The code of a field problem; the pattern language has codes of its own. */
export type FieldProblemCode = keyof typeof FIELD_PROBLEMS;

/** A fault of a value. The admin API and the constructs name the same faults. */
export interface FieldFault {
  readonly code: FieldProblemCode;
  /** A sentence that says what is expected. */
  readonly message: string;
}
