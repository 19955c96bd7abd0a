// Reads { sources, parameterTypes, steps } and answers what the Cucumber extension would make of them.
import { ExpressionBuilder } from '@cucumber/language-service'
import { NodeParserAdapter } from '@cucumber/language-service/node'
import { readFileSync } from 'node:fs'

const { sources, parameterTypes, steps } = JSON.parse(readFileSync(0, 'utf8'))
const builder = new ExpressionBuilder(new NodeParserAdapter())
const { expressionLinks, errors } = builder.build(sources, parameterTypes)
const expressions = expressionLinks.map((link) => link.expression)
console.log(
  JSON.stringify({
    errors: errors.map((error) => error.message),
    sentences: expressions.map((expression) => expression.source).sort(),
    unknown: steps.filter((step) => !expressions.some((expression) => expression.match(step))),
  })
)
