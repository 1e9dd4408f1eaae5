package com.plugipay.providers;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the buyer has to do next. The {@code type} tells which fields there are. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = TransferInstructions.class, name = "transfer_instructions")})
public sealed interface NextAction permits TransferInstructions {}
