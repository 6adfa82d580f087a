import type { ReferenceBook, Template } from '@muster/domain';
import { named } from './namedReference.ts';
import type { TemplateView } from './referenceSchemas.ts';

/** A template as outsiders see it: its values look like the user they make. */
export function templateView({ id, name, type, state, values }: Template, book: ReferenceBook): TemplateView {
  const { roleId, teamId, regionId, agentQueueIds, supervisorQueueIds, skills, ...others } = values;
  const { outboundVoiceQueueId, outboundMessageQueueId, ...plain } = others;
  const queue = named(book.queues);
  const skill = named(book.skills);
  return {
    id,
    name,
    type,
    state,
    values: {
      ...plain,
      role: given(roleId, named(book.roles)),
      team: given(teamId, named(book.teams)),
      region: given(regionId, named(book.regions)),
      agentQueues: agentQueueIds?.map(queue),
      supervisorQueues: supervisorQueueIds?.map(queue),
      outboundVoiceQueue: given(outboundVoiceQueueId, queue),
      outboundMessageQueue: given(outboundMessageQueueId, queue),
      skills: skills?.map(({ skillId, level }) => ({ skill: skill(skillId), level })),
    },
  };
}

/** A value the template does not give stays absent, one it takes away stays null. */
function given<Absent extends null | undefined, T>(id: string | Absent, view: (id: string) => T): T | Absent {
  return typeof id === 'string' ? view(id) : id;
}
