import { NumberInput, Select, TextInput } from '@mantine/core';
import { isOfMessage, OFTEN, type Often, oftenOf, withOften } from '../conditions/happened';
import type { DurationUnit, Happening } from '../document';
import { useScope } from '../editor/scope';
import { eventName, OWN } from '../events';
import { UNITS } from '../settings';
import { useTexts } from '../texts';
import classes from './Condition.module.css';

interface Props {
  readonly rule: Happening;
  readonly disabled: boolean;
  readonly onChange: (rule: Happening) => void;
}

const ANY = '@any';
const EVER = 'ever';
const LONGEST_NAME = 30;
const MOST = 9_999;

function EventSelect({ rule, disabled, onChange }: Props) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const own = rule.event.startsWith(OWN);
  const known = catalog.events.map((event) => ({ value: event.name, label: event.labels[reading.language] }));
  const listed = own || known.some((event) => event.value === rule.event);
  const odd = listed ? [] : [{ value: rule.event, label: eventName(rule.event, reading) }];
  const choose = (event: string) =>
    onChange({ ...rule, event, channel: isOfMessage(event) ? (rule.channel ?? null) : null });
  return (
    <>
      <Select
        className={classes['wide'] ?? ''}
        size="sm"
        searchable
        allowDeselect={false}
        aria-label={t('form.event')}
        disabled={disabled}
        data={[...known, ...odd, { value: OWN, label: t('form.ownEvent') }]}
        value={own ? OWN : rule.event}
        onChange={(event) => event !== null && choose(event === OWN && own ? rule.event : event)}
      />
      {own && (
        <TextInput
          className={classes['wide'] ?? ''}
          size="sm"
          aria-label={t('form.ownEventName')}
          placeholder={t('form.ownEventName')}
          leftSection={<span className={classes['prefix']}>{OWN}</span>}
          maxLength={LONGEST_NAME}
          disabled={disabled}
          value={rule.event.slice(OWN.length)}
          onChange={(event) =>
            onChange({ ...rule, event: OWN + event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '_') })
          }
        />
      )}
    </>
  );
}

function ChannelSelect({ rule, disabled, onChange }: Props) {
  const t = useTexts();
  const { catalog, reading } = useScope();
  const known = catalog.channels.map(({ name, labels }) => ({ value: name, label: labels[reading.language] }));
  const { channel } = rule;
  const odd = channel && known.every(({ value }) => value !== channel) ? [{ value: channel, label: channel }] : [];
  return (
    <Select
      className={classes['wide'] ?? ''}
      size="sm"
      allowDeselect={false}
      aria-label={t('form.channel')}
      disabled={disabled}
      data={[{ value: ANY, label: t('form.anyChannel') }, ...known, ...odd]}
      value={channel ?? ANY}
      onChange={(chosen) => onChange({ ...rule, channel: chosen === ANY ? null : chosen })}
    />
  );
}

function OftenSelect({ rule, disabled, onChange }: Props) {
  const t = useTexts();
  const often = oftenOf(rule);
  return (
    <div className={`${classes['wide']} ${classes['pair']}`}>
      <Select
        size="sm"
        allowDeselect={false}
        aria-label={t('form.often')}
        disabled={disabled}
        data={OFTEN.map((each) => ({ value: each, label: t(`form.oftenKinds.${each}`) }))}
        value={often}
        onChange={(chosen) => chosen !== null && onChange(withOften(rule, chosen as Often))}
      />
      {often !== 'did' && often !== 'never' && (
        <NumberInput
          size="sm"
          aria-label={t('form.oftenNumber')}
          suffix={` ${t('form.times')}`}
          min={0}
          max={MOST}
          allowDecimal={false}
          disabled={disabled}
          value={rule.value}
          onChange={(value) => typeof value === 'number' && onChange({ ...rule, value })}
        />
      )}
    </div>
  );
}

function PeriodInput({ rule, disabled, onChange }: Props) {
  const t = useTexts();
  const within = rule.within ?? null;
  const choose = (kind: string | null) =>
    onChange({ ...rule, within: kind === EVER ? null : (within ?? { amount: 7, unit: 'days' }) });
  return (
    <div className={`${classes['wide']} ${within === null ? classes['pair'] : classes['period']}`}>
      <Select
        size="sm"
        allowDeselect={false}
        aria-label={t('form.period')}
        disabled={disabled}
        data={[EVER, 'lately'].map((kind) => ({ value: kind, label: t(`form.periodKinds.${kind as 'ever'}`) }))}
        value={within === null ? EVER : 'lately'}
        onChange={choose}
      />
      {within !== null && (
        <>
          <NumberInput
            size="sm"
            aria-label={t('form.amount')}
            min={1}
            max={MOST}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="strict"
            hideControls
            disabled={disabled}
            value={within.amount}
            onChange={(amount) => typeof amount === 'number' && onChange({ ...rule, within: { ...within, amount } })}
          />
          <Select
            size="sm"
            allowDeselect={false}
            aria-label={t('form.unit')}
            disabled={disabled}
            data={UNITS.map((unit) => ({ value: unit, label: t(`unit_name.${unit}`) }))}
            value={within.unit}
            onChange={(unit) => onChange({ ...rule, within: { ...within, unit: unit as DurationUnit } })}
          />
        </>
      )}
    </div>
  );
}

/** What happened, by which channel, how often, and since when. */
export function HappeningRule(props: Props) {
  return (
    <>
      <EventSelect {...props} />
      {isOfMessage(props.rule.event) && <ChannelSelect {...props} />}
      <OftenSelect {...props} />
      <PeriodInput {...props} />
    </>
  );
}
