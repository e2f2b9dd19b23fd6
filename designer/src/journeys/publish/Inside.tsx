import { Badge, Button, Group, Select, Stack, Text } from '@mantine/core';
import type { Impact } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { useTexts } from '../texts';
import { asChoice, type Choice, type Choices, choiceOf, keyOf, type Place, sumsOf } from './moves';
import classes from './Publish.module.css';

interface Props {
  readonly impact: Impact;
  readonly choices: Choices;
  readonly onChoices: (choices: Choices) => void;
}

const CHANGES = {
  same: { color: 'gray', c: 'var(--cauce-ink)' },
  changed: { color: 'yellow', c: 'var(--cauce-warn)' },
  gone: { color: 'red', c: 'var(--cauce-error-deep)' },
} as const;

/** Who stands where in the journey now, and what becomes of them when the new version begins. */
export function Inside({ impact, choices, onChoices }: Props) {
  const t = useTexts();
  const everywhere = (choice: Choice) => {
    onChoices(Object.fromEntries(impact.nodes.map((place) => [keyOf(place), choice])));
  };
  return (
    <section aria-label={t('inside.title')}>
      <Group justify="space-between" align="baseline" gap="xs" mb={4}>
        <Text fw={620} component="h3" m={0}>
          {t('inside.title')}
        </Text>
        <Group gap={4}>
          <Button variant="subtle" size="compact-sm" onClick={() => onChoices({})}>
            {t('inside.suggested')}
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={() => everywhere('stay')}>
            {t('inside.allStay')}
          </Button>
        </Group>
      </Group>
      <ul className={classes['places']}>
        {impact.nodes.map((place) => (
          <PlaceRow
            key={keyOf(place)}
            place={place}
            impact={impact}
            choice={choiceOf(place, choices, impact.targets)}
            onChoice={(choice) => onChoices({ ...choices, [keyOf(place)]: choice })}
          />
        ))}
      </ul>
      <SumLine impact={impact} choices={choices} />
    </section>
  );
}

interface RowProps {
  readonly place: Place;
  readonly impact: Impact;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

function PlaceRow({ place, impact, choice, onChoice }: RowProps) {
  const t = useTexts();
  const writer = useWriter();
  const sentence = writer.text(place.sentence);
  const name = writer.text(place.label);
  const data = [
    {
      group: t('inside.groupStay'),
      items: [
        { value: 'stay', label: t('inside.stay', { version: place.version }) },
        { value: 'leave', label: t('inside.leave') },
      ],
    },
    {
      group: t('inside.groupMove'),
      items: sameFirst(place, impact.targets).map(({ node, label }) => ({
        value: `to:${node}`,
        label: node === place.node ? t('inside.moveSame') : t('inside.move', { step: writer.text(label) }),
      })),
    },
  ];
  return (
    <li className={classes['place']}>
      <Stack gap={2} className={classes['what'] ?? ''}>
        <Group gap={6}>
          <Text fw={560}>{name}</Text>
          <Badge variant="light" size="sm" tt="none" fw={560} {...CHANGES[place.change]}>
            {t(`inside.change.${place.change}`)}
          </Badge>
        </Group>
        {sentence !== '' && sentence !== name && (
          <Text size="sm" c="dimmed" lineClamp={2}>
            {sentence}
          </Text>
        )}
        <Text size="sm" className="figures">
          {t('inside.people', { count: place.people, version: place.version })}
        </Text>
      </Stack>
      <Select
        aria-label={t('inside.choose', { step: name, version: place.version })}
        data={data}
        value={choice}
        onChange={(value) => onChoice(asChoice(value))}
        allowDeselect={false}
        className={classes['choice'] ?? ''}
        comboboxProps={{ withinPortal: true }}
      />
    </li>
  );
}

/** The step where they stand, where it is still there, before all others. */
function sameFirst(place: Place, targets: Impact['targets']): Impact['targets'] {
  const same = targets.filter(({ node }) => node === place.node);
  return [...same, ...targets.filter(({ node }) => node !== place.node)];
}

/** The whole of it in one sentence: who stays, who moves, who leaves. */
function SumLine({ impact, choices }: Pick<Props, 'impact' | 'choices'>) {
  const t = useTexts();
  const writer = useWriter();
  const { stay, move, leave } = sumsOf(impact, choices);
  const parts = [
    stay > 0 ? t('inside.sumStay', { count: stay }) : '',
    move > 0 ? t('inside.sumMove', { count: move }) : '',
    leave > 0 ? t('inside.sumLeave', { count: leave }) : '',
  ].filter((part) => part !== '');
  return (
    <Text fw={560} mt="xs" className="figures" role="status">
      {t('inside.sum', { parts: writer.list(parts) })}
    </Text>
  );
}
